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


def numbered(ids: list[int]) -> list[dict[str, object]]:
    rows = []
    for user_id in ids:
        for found in User.objects.filter(pk=user_id).values("id", "email"):
            rows.append(found)
    for number, row in enumerate(rows):
        row["number"] = number
    return rows
