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


def moved(orders: list[Order], owner: User) -> list[str]:
    emails = []
    for order in orders:
        order.user = owner
        found = User.objects.filter(pk=order.user_id).first()
        emails.append(found.email if found else "")
    return emails
