from typing import Any

from django.db import models


class Product(models.Model):
    code = models.CharField(max_length=20, unique=True)
    colour = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"
        ordering = ["colour", "id"]


def codes_of(colours: list[str]) -> list[list[dict[str, Any]]]:
    found = []
    for colour in colours:
        rows = list(Product.objects.filter(colour=colour).values("code"))
        found.append(rows)
    return found
