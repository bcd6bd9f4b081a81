from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Max
from django.shortcuts import get_object_or_404


class Brand(models.Model):
    name = models.CharField(max_length=20, db_collation="NOCASE", unique=True)

    class Meta:
        app_label = "shop"


class Product(models.Model):
    code = models.CharField(max_length=20, db_collation="NOCASE", unique=True)
    colour = models.CharField(max_length=20, db_collation="NOCASE")
    brand = models.ForeignKey(Brand, null=True, on_delete=models.CASCADE)
    price = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        app_label = "shop"
        ordering = ["-price", "id"]


def ids(codes: list[str]) -> list[int | None]:
    found = []
    for code in codes:
        product = Product.objects.select_related("brand").filter(code=code).first()
        found.append(product.brand and product.brand.name if product else None)
    return found


def must(codes: list[str]) -> list[Decimal]:
    found = []
    for code in codes:
        product = Product.objects.get(code=code)
        found.append(product.price + 1)
    return found


def or_404(codes: list[str]) -> list[Product]:
    found = []
    for code in codes:
        product = get_object_or_404(Product, code=code)
        found.append(product)
    return found


def of_colours(colours: list[str]) -> list[list[int]]:
    return [
        [product.id for product in Product.objects.filter(colour=colour, price__gt=1)]
        for colour in colours
    ]


def cheapest(colours: list[str]) -> list[str | None]:
    found = []
    for colour in colours:
        product = Product.objects.filter(colour=colour).order_by("price", "id").first()
        found.append(product.code if product else None)
    return found


def dearest(colours: list[str]) -> list[list[str]]:
    found = []
    for colour in colours:
        products = list(Product.objects.filter(colour=colour)[:2])
        found.append([product.code for product in products])
    return found


def codes_of(colours: list[str]) -> list[list[str]]:
    found = []
    for colour in colours:
        codes = list(
            Product.objects.filter(colour=colour).values_list("code", flat=True)
        )
        found.append(codes)
    return found


def pairs_of(colours: list[str]) -> list[list[tuple[int, str]]]:
    found = []
    for colour in colours:
        rows = list(
            Product.objects.exclude(brand=None)
            .filter(colour=colour)
            .order_by("code")
            .values_list("id", "code")
        )
        found.append(rows)
    return found


def rows_of(colours: list[str]) -> list[list[dict[str, Any]]]:
    found = []
    for colour in colours:
        rows = list(
            Product.objects.filter(colour=colour).order_by("id").values("id", "code")
        )
        found.append(rows)
    return found


def counts(colours: list[str]) -> list[int]:
    return [Product.objects.filter(colour=colour).count() for colour in colours]


def highest(colours: list[str]) -> list[Decimal | None]:
    return [
        Product.objects.filter(colour=colour).aggregate(Max("price"))["price__max"]
        for colour in colours
    ]


def unknown(colours: list[str]) -> list[str]:
    found = []
    for colour in colours:
        if not Product.objects.filter(colour=colour).exists():
            found.append(colour)
    return found


def priced(wanted: list[tuple[str, int]]) -> list[list[int]]:
    found = []
    for colour, brand_id in wanted:
        products = list(Product.objects.filter(colour=colour, brand_id=brand_id))
        found.append([product.id for product in products])
    return found
