from __future__ import annotations

from django.db import models


class User(models.Model):
    email = models.CharField(max_length=100, unique=True)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


def numbered(ids: list[int]) -> list[User]:
    users = [User.objects.filter(pk=user_id).first() for user_id in ids]
    for number, user in enumerate(users):
        if user is not None:
            user.email = f"{number}: {user.email}"
    return users
