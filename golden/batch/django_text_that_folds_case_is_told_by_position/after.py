from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Count, Max, Value, Window
from django.db.models.functions import RowNumber
from django.http import Http404


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
    unique_codes = list(dict.fromkeys(codes))
    product_by_code: dict[str, Product] = {}
    for start in range(0, len(unique_codes), 100):
        queries = [
            Product.objects.select_related("brand")
            .filter(code=key)
            .annotate(_position=Value(number))
            .order_by()
            for number, key in enumerate(unique_codes[start : start + 100], start)
        ]
        for product_row in Product.objects.none().union(*queries, all=True):
            product_by_code[unique_codes[vars(product_row).pop("_position")]] = (
                product_row
            )
    for code in codes:
        product = product_by_code.get(code)
        found.append(product.brand and product.brand.name if product else None)
    return found


def must(codes: list[str]) -> list[Decimal]:
    found = []
    unique_codes = list(dict.fromkeys(codes))
    product_by_code: dict[str, Product] = {}
    for start in range(0, len(unique_codes), 100):
        queries = [
            Product.objects.filter(code=key)
            .annotate(_position=Value(number))
            .order_by()
            for number, key in enumerate(unique_codes[start : start + 100], start)
        ]
        for product_row in Product.objects.none().union(*queries, all=True):
            product_by_code[unique_codes[vars(product_row).pop("_position")]] = (
                product_row
            )
    for code in codes:
        if code not in product_by_code:
            raise Product.DoesNotExist("Product matching query does not exist.")
        product = product_by_code[code]
        found.append(product.price + 1)
    return found


def or_404(codes: list[str]) -> list[Product]:
    found = []
    unique_codes = list(dict.fromkeys(codes))
    product_by_code: dict[str, Product] = {}
    for start in range(0, len(unique_codes), 100):
        queries = [
            Product.objects.filter(code=key)
            .annotate(_position=Value(number))
            .order_by()
            for number, key in enumerate(unique_codes[start : start + 100], start)
        ]
        for product_row in Product.objects.none().union(*queries, all=True):
            product_by_code[unique_codes[vars(product_row).pop("_position")]] = (
                product_row
            )
    for code in codes:
        if code not in product_by_code:
            raise Http404("No Product matches the given query.")
        product = product_by_code[code]
        found.append(product)
    return found


def of_colours(colours: list[str]) -> list[list[int]]:
    unique_colours = list(dict.fromkeys(colours))
    products_by_colour: defaultdict[str, list[Product]] = defaultdict(list)
    for start in range(0, len(unique_colours), 100):
        queries = [
            Product.objects.filter(colour=key, price__gt=1)
            .annotate(_position=Value(number))
            .order_by()
            for number, key in enumerate(unique_colours[start : start + 100], start)
        ]
        for product_row in (
            Product.objects.none().union(*queries, all=True).order_by("-price", "id")
        ):
            products_by_colour[
                unique_colours[vars(product_row).pop("_position")]
            ].append(product_row)
    return [
        [product.id for product in products_by_colour.get(colour, [])]
        for colour in colours
    ]


def cheapest(colours: list[str]) -> list[str | None]:
    found = []
    unique_colours = list(dict.fromkeys(colours))
    product_by_colour: dict[str, Product] = {}
    for start in range(0, len(unique_colours), 100):
        queries = [
            Product.objects.filter(colour=key)
            .alias(rank=Window(RowNumber(), order_by=["price", "id"]))
            .filter(rank=1)
            .annotate(_position=Value(number))
            .order_by()
            for number, key in enumerate(unique_colours[start : start + 100], start)
        ]
        for product_row in Product.objects.none().union(*queries, all=True):
            product_by_colour[unique_colours[vars(product_row).pop("_position")]] = (
                product_row
            )
    for colour in colours:
        product = product_by_colour.get(colour)
        found.append(product.code if product else None)
    return found


def dearest(colours: list[str]) -> list[list[str]]:
    found = []
    unique_colours = list(dict.fromkeys(colours))
    products_by_colour: defaultdict[str, list[Product]] = defaultdict(list)
    for start in range(0, len(unique_colours), 100):
        queries = [
            Product.objects.filter(colour=key)
            .alias(rank=Window(RowNumber(), order_by=["-price", "id"]))
            .filter(rank__lte=2)
            .annotate(_position=Value(number))
            .order_by()
            for number, key in enumerate(unique_colours[start : start + 100], start)
        ]
        for product_row in (
            Product.objects.none().union(*queries, all=True).order_by("-price", "id")
        ):
            products_by_colour[
                unique_colours[vars(product_row).pop("_position")]
            ].append(product_row)
    for colour in colours:
        products = products_by_colour.get(colour, [])
        found.append([product.code for product in products])
    return found


def codes_of(colours: list[str]) -> list[list[str]]:
    found = []
    unique_colours = list(dict.fromkeys(colours))
    codes_by_colour = defaultdict(list)
    for start in range(0, len(unique_colours), 100):
        queries = [
            Product.objects.filter(colour=key)
            .annotate(_position=Value(number))
            .order_by()
            .values_list("code", "price", "id", "_position")
            for number, key in enumerate(unique_colours[start : start + 100], start)
        ]
        for value, *_, position in (
            Product.objects.none().union(*queries, all=True).order_by("-price", "id")
        ):
            codes_by_colour[unique_colours[position]].append(value)
    for colour in colours:
        codes = list(codes_by_colour.get(colour, ()))
        found.append(codes)
    return found


def pairs_of(colours: list[str]) -> list[list[tuple[int, str]]]:
    found = []
    unique_colours = list(dict.fromkeys(colours))
    products_by_colour = defaultdict(list)
    for start in range(0, len(unique_colours), 100):
        queries = [
            Product.objects.exclude(brand=None)
            .filter(colour=key)
            .annotate(_position=Value(number))
            .order_by()
            .values_list("id", "code", "_position")
            for number, key in enumerate(unique_colours[start : start + 100], start)
        ]
        for product in (
            Product.objects.none().union(*queries, all=True).order_by("code")
        ):
            products_by_colour[unique_colours[product[-1]]].append(product[:2])
    for colour in colours:
        rows = list(products_by_colour.get(colour, ()))
        found.append(rows)
    return found


def rows_of(colours: list[str]) -> list[list[dict[str, Any]]]:
    found = []
    unique_colours = list(dict.fromkeys(colours))
    products_by_colour = defaultdict(list)
    for start in range(0, len(unique_colours), 100):
        queries = [
            Product.objects.filter(colour=key)
            .annotate(_position=Value(number))
            .order_by()
            .values("id", "code", "_position")
            for number, key in enumerate(unique_colours[start : start + 100], start)
        ]
        for product in Product.objects.none().union(*queries, all=True).order_by("id"):
            products_by_colour[unique_colours[product.pop("_position")]].append(product)
    for colour in colours:
        rows = list(products_by_colour.get(colour, ()))
        found.append(rows)
    return found


def counts(colours: list[str]) -> list[int]:
    unique_colours = list(dict.fromkeys(colours))
    product_counts_by_colour: dict[str, int] = {}
    for start in range(0, len(unique_colours), 100):
        queries = [
            Product.objects.filter(colour=key)
            .annotate(_position=Value(number))
            .order_by()
            .values_list("_position")
            .annotate(count=Count("pk"))
            for number, key in enumerate(unique_colours[start : start + 100], start)
        ]
        for position, count in Product.objects.none().union(*queries, all=True):
            product_counts_by_colour[unique_colours[position]] = count
    return [product_counts_by_colour.get(colour, 0) for colour in colours]


def highest(colours: list[str]) -> list[Decimal | None]:
    unique_colours = list(dict.fromkeys(colours))
    product_totals_by_colour = {}
    for start in range(0, len(unique_colours), 100):
        queries = [
            Product.objects.filter(colour=key)
            .annotate(_position=Value(number))
            .order_by()
            .values_list("_position")
            .annotate(maximum=Max("price"))
            for number, key in enumerate(unique_colours[start : start + 100], start)
        ]
        for position, maximum in Product.objects.none().union(*queries, all=True):
            product_totals_by_colour[unique_colours[position]] = maximum
    return [product_totals_by_colour.get(colour) for colour in colours]


def unknown(colours: list[str]) -> list[str]:
    found = []
    unique_colours = list(dict.fromkeys(colours))
    colours_with_products: set[str] = set()
    for start in range(0, len(unique_colours), 100):
        queries = [
            Product.objects.filter(colour=key)
            .annotate(_position=Value(number))
            .order_by()
            .values_list("_position", flat=True)
            for number, key in enumerate(unique_colours[start : start + 100], start)
        ]
        for position in Product.objects.none().union(*queries):
            colours_with_products.add(unique_colours[position])
    for colour in colours:
        if colour not in colours_with_products:
            found.append(colour)
    return found


def priced(wanted: list[tuple[str, int]]) -> list[list[int]]:
    found = []
    keys = list(dict.fromkeys((colour, brand_id) for colour, brand_id in wanted))
    products_by_colour_and_brand_id = defaultdict(list)
    for start in range(0, len(keys), 100):
        queries = [
            Product.objects.filter(colour=wanted_colour, brand_id=wanted_brand_id)
            .annotate(_position=Value(number))
            .order_by()
            for number, (wanted_colour, wanted_brand_id) in enumerate(
                keys[start : start + 100], start
            )
        ]
        for product_row in (
            Product.objects.none().union(*queries, all=True).order_by("-price", "id")
        ):
            products_by_colour_and_brand_id[
                keys[vars(product_row).pop("_position")]
            ].append(product_row)
    for colour, brand_id in wanted:
        products = products_by_colour_and_brand_id.get((colour, brand_id), [])
        found.append([product.id for product in products])
    return found
