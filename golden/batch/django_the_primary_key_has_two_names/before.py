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


def copied(users: list[User]) -> list[int]:
    counts = []
    for user in users:
        user.pk = user.pk + 100
        counts.append(Order.objects.filter(user_id=user.id).count())
    return counts
