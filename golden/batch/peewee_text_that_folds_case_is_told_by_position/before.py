from typing import Any

from peewee import AutoField, CharField, ForeignKeyField, IntegerField, Model, fn


class Brand(Model):
    name = CharField(unique=True)


class Product(Model):
    number = AutoField(column_name="product_no")
    code = CharField(unique=True, collation="NOCASE", column_name="product_code")
    colour = CharField(collation="NOCASE")
    brand = ForeignKeyField(Brand)
    price = IntegerField()


def ids(codes: list[str]) -> list[int | None]:
    found = []
    for code in codes:
        product = Product.get_or_none(Product.code == code)
        found.append(product.number if product else None)
    return found


def must(codes: list[str]) -> list[Product]:
    found = []
    for code in codes:
        product = Product.get(Product.code == code)
        found.append(product)
    return found


def of_colours(colours: list[str]) -> list[list[Product]]:
    found = []
    for colour in colours:
        products = list(
            Product.select()
            .where(Product.colour == colour, Product.price > 1)
            .order_by(Product.price.desc(), Product.number)
        )
        found.append(products)
    return found


def cheapest(colours: list[str]) -> list[str | None]:
    found = []
    for colour in colours:
        product = (
            Product.select()
            .where(Product.colour == colour)
            .order_by(Product.price, Product.number)
            .first()
        )
        found.append(product.code if product else None)
    return found


def dearest(colours: list[str]) -> list[list[str]]:
    found = []
    for colour in colours:
        products = list(
            Product.select()
            .where(Product.colour == colour)
            .order_by(-Product.price, Product.number)
            .limit(2)
        )
        found.append([product.code for product in products])
    return found


def rows_of(colours: list[str]) -> list[list[tuple[int, str]]]:
    found = []
    for colour in colours:
        rows = list(
            Product.select(Product.number, Product.code)
            .where(Product.colour == colour)
            .order_by(Product.price, Product.number)
            .tuples()
        )
        found.append(rows)
    return found


def dicts_of(colours: list[str]) -> list[list[dict[str, Any]]]:
    found = []
    for colour in colours:
        rows = list(
            Product.select()
            .where(Product.colour == colour)
            .order_by(Product.price, Product.number)
            .dicts()
        )
        found.append(rows)
    return found


def counts(colours: list[str]) -> list[int]:
    return [
        Product.select().where(Product.colour == colour).count() for colour in colours
    ]


def totals(colours: list[str]) -> list[int | None]:
    return [
        Product.select(fn.SUM(Product.price)).where(Product.colour == colour).scalar()
        for colour in colours
    ]


def unknown(colours: list[str]) -> list[str]:
    found = []
    for colour in colours:
        if not Product.select().where(Product.colour == colour).exists():
            found.append(colour)
    return found


def priced(wanted: list[tuple[str, int]]) -> list[list[int]]:
    found = []
    for colour, price in wanted:
        products = list(
            Product.select()
            .where(Product.colour == colour, Product.price == price)
            .order_by(Product.number)
        )
        found.append([product.number for product in products])
    return found
