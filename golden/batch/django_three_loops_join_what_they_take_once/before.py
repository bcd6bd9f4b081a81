from __future__ import annotations

from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


class Line(models.Model):
    item = models.ForeignKey(Item, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"


def names() -> list[str]:
    lines = Line.objects.order_by("id")
    found = [line.item.name for line in lines]
    for line in lines:
        found.append(line.item.name.upper())
    for line in lines:
        found.append(line.item.name.lower())
    return found
