from collections import defaultdict
from functools import reduce
from operator import add
from typing import Any

from peewee import AutoField, CharField, ForeignKeyField, IntegerField, Model, Value, fn


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
    unique_codes = list(dict.fromkeys(codes))
    product_by_code: dict[str, Product] = {}
    for start in range(0, len(unique_codes), 50):
        wanted = reduce(
            add,
            (
                Product.select(Product.number, Value(number).alias("position")).where(
                    Product.code == key
                )
                for number, key in enumerate(unique_codes[start : start + 50], start)
            ),
        ).alias("wanted")
        for product_row in (
            Product.select(Product, wanted.c.position.alias("_position"))
            .join(wanted, on=Product.number == wanted.c.product_no)
            .objects()
        ):
            product_by_code[unique_codes[vars(product_row).pop("_position")]] = (
                product_row
            )
    for code in codes:
        product = product_by_code.get(code)
        found.append(product.number if product else None)
    return found


def must(codes: list[str]) -> list[Product]:
    found = []
    unique_codes = list(dict.fromkeys(codes))
    product_by_code: dict[str, Product] = {}
    for start in range(0, len(unique_codes), 50):
        wanted = reduce(
            add,
            (
                Product.select(Product.number, Value(number).alias("position")).where(
                    Product.code == key
                )
                for number, key in enumerate(unique_codes[start : start + 50], start)
            ),
        ).alias("wanted")
        for product_row in (
            Product.select(Product, wanted.c.position.alias("_position"))
            .join(wanted, on=Product.number == wanted.c.product_no)
            .objects()
        ):
            product_by_code[unique_codes[vars(product_row).pop("_position")]] = (
                product_row
            )
    for code in codes:
        if code not in product_by_code:
            raise Product.DoesNotExist(
                "<Model: Product> instance matching query does not exist"
            )
        product = product_by_code[code]
        found.append(product)
    return found


def of_colours(colours: list[str]) -> list[list[Product]]:
    found = []
    unique_colours = list(dict.fromkeys(colours))
    products_by_colour: defaultdict[str, list[Product]] = defaultdict(list)
    for start in range(0, len(unique_colours), 50):
        wanted = reduce(
            add,
            (
                Product.select(Product.number, Value(number).alias("position")).where(
                    Product.colour == key
                )
                for number, key in enumerate(unique_colours[start : start + 50], start)
            ),
        ).alias("wanted")
        for product in (
            Product.select(Product, wanted.c.position.alias("_position"))
            .join(wanted, on=Product.number == wanted.c.product_no)
            .where(Product.price > 1)
            .order_by(Product.price.desc(), Product.number)
            .objects()
        ):
            products_by_colour[unique_colours[vars(product).pop("_position")]].append(
                product
            )
    for colour in colours:
        products = list(products_by_colour.get(colour, ()))
        found.append(products)
    return found


def cheapest(colours: list[str]) -> list[str | None]:
    found = []
    unique_colours = list(dict.fromkeys(colours))
    product_by_colour: dict[str, Product] = {}
    for start in range(0, len(unique_colours), 50):
        wanted = reduce(
            add,
            (
                Product.select(Product.number, Value(number).alias("position")).where(
                    Product.colour == key
                )
                for number, key in enumerate(unique_colours[start : start + 50], start)
            ),
        ).alias("wanted")
        ranked = Product.select(
            Product.number,
            wanted.c.position,
            fn.ROW_NUMBER()
            .over(
                partition_by=[wanted.c.position],
                order_by=[Product.price, Product.number],
            )
            .alias("rank"),
        ).join(wanted, on=Product.number == wanted.c.product_no)
        for product_row in (
            Product.select(Product, ranked.c.position.alias("_position"))
            .join(ranked, on=Product.number == ranked.c.product_no)
            .where(ranked.c.rank == 1)
            .objects()
        ):
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
    for start in range(0, len(unique_colours), 50):
        wanted = reduce(
            add,
            (
                Product.select(Product.number, Value(number).alias("position")).where(
                    Product.colour == key
                )
                for number, key in enumerate(unique_colours[start : start + 50], start)
            ),
        ).alias("wanted")
        ranked = Product.select(
            Product.number,
            wanted.c.position,
            fn.ROW_NUMBER()
            .over(
                partition_by=[wanted.c.position],
                order_by=[-Product.price, Product.number],
            )
            .alias("rank"),
        ).join(wanted, on=Product.number == wanted.c.product_no)
        for product_row in (
            Product.select(Product, ranked.c.position.alias("_position"))
            .join(ranked, on=Product.number == ranked.c.product_no)
            .where(ranked.c.rank <= 2)
            .order_by(-Product.price, Product.number)
            .objects()
        ):
            products_by_colour[
                unique_colours[vars(product_row).pop("_position")]
            ].append(product_row)
    for colour in colours:
        products = products_by_colour.get(colour, [])
        found.append([product.code for product in products])
    return found


def rows_of(colours: list[str]) -> list[list[tuple[int, str]]]:
    found = []
    unique_colours = list(dict.fromkeys(colours))
    products_by_colour = defaultdict(list)
    for start in range(0, len(unique_colours), 50):
        wanted = reduce(
            add,
            (
                Product.select(Product.number, Value(number).alias("position")).where(
                    Product.colour == key
                )
                for number, key in enumerate(unique_colours[start : start + 50], start)
            ),
        ).alias("wanted")
        for row in (
            Product.select(Product.number, Product.code, wanted.c.position)
            .join(wanted, on=Product.number == wanted.c.product_no)
            .order_by(Product.price, Product.number)
            .tuples()
        ):
            products_by_colour[unique_colours[row[-1]]].append(row[:2])
    for colour in colours:
        rows = list(products_by_colour.get(colour, ()))
        found.append(rows)
    return found


def dicts_of(colours: list[str]) -> list[list[dict[str, Any]]]:
    found = []
    unique_colours = list(dict.fromkeys(colours))
    products_by_colour = defaultdict(list)
    for start in range(0, len(unique_colours), 50):
        wanted = reduce(
            add,
            (
                Product.select(Product.number, Value(number).alias("position")).where(
                    Product.colour == key
                )
                for number, key in enumerate(unique_colours[start : start + 50], start)
            ),
        ).alias("wanted")
        for row in (
            Product.select(Product, wanted.c.position.alias("_position"))
            .join(wanted, on=Product.number == wanted.c.product_no)
            .order_by(Product.price, Product.number)
            .dicts()
        ):
            products_by_colour[unique_colours[row.pop("_position")]].append(row)
    for colour in colours:
        rows = list(products_by_colour.get(colour, ()))
        found.append(rows)
    return found


def counts(colours: list[str]) -> list[int]:
    unique_colours = list(dict.fromkeys(colours))
    product_counts_by_colour: dict[str, int] = {}
    for start in range(0, len(unique_colours), 50):
        wanted = reduce(
            add,
            (
                Product.select(Product.number, Value(number).alias("position")).where(
                    Product.colour == key
                )
                for number, key in enumerate(unique_colours[start : start + 50], start)
            ),
        ).alias("wanted")
        for position, count in (
            Product.select(wanted.c.position, fn.COUNT(Product.number))
            .join(wanted, on=Product.number == wanted.c.product_no)
            .group_by(wanted.c.position)
            .tuples()
        ):
            product_counts_by_colour[unique_colours[position]] = count
    return [product_counts_by_colour.get(colour, 0) for colour in colours]


def totals(colours: list[str]) -> list[int | None]:
    unique_colours = list(dict.fromkeys(colours))
    product_totals_by_colour = {}
    for start in range(0, len(unique_colours), 50):
        wanted = reduce(
            add,
            (
                Product.select(Product.number, Value(number).alias("position")).where(
                    Product.colour == key
                )
                for number, key in enumerate(unique_colours[start : start + 50], start)
            ),
        ).alias("wanted")
        for position, total in (
            Product.select(wanted.c.position, fn.SUM(Product.price))
            .join(wanted, on=Product.number == wanted.c.product_no)
            .group_by(wanted.c.position)
            .tuples()
        ):
            product_totals_by_colour[unique_colours[position]] = total
    return [product_totals_by_colour.get(colour) for colour in colours]


def unknown(colours: list[str]) -> list[str]:
    found = []
    unique_colours = list(dict.fromkeys(colours))
    colours_with_products: set[str] = set()
    for start in range(0, len(unique_colours), 50):
        wanted = reduce(
            add,
            (
                Product.select(Product.number, Value(number).alias("position")).where(
                    Product.colour == key
                )
                for number, key in enumerate(unique_colours[start : start + 50], start)
            ),
        ).alias("wanted")
        for (position,) in (
            Product.select(wanted.c.position)
            .join(wanted, on=Product.number == wanted.c.product_no)
            .distinct()
            .tuples()
        ):
            colours_with_products.add(unique_colours[position])
    for colour in colours:
        if colour not in colours_with_products:
            found.append(colour)
    return found


def priced(wanted: list[tuple[str, int]]) -> list[list[int]]:
    found = []
    keys = list(dict.fromkeys((colour, price) for colour, price in wanted))
    products_by_colour_and_price = defaultdict(list)
    for start in range(0, len(keys), 50):
        wanted_row = reduce(
            add,
            (
                Product.select(Product.number, Value(number).alias("position")).where(
                    Product.colour == wanted_colour, Product.price == wanted_price
                )
                for number, (wanted_colour, wanted_price) in enumerate(
                    keys[start : start + 50], start
                )
            ),
        ).alias("wanted")
        for product_row in (
            Product.select(Product, wanted_row.c.position.alias("_position"))
            .join(wanted_row, on=Product.number == wanted_row.c.product_no)
            .order_by(Product.number)
            .objects()
        ):
            products_by_colour_and_price[
                keys[vars(product_row).pop("_position")]
            ].append(product_row)
    for colour, price in wanted:
        products = products_by_colour_and_price.get((colour, price), [])
        found.append([product.number for product in products])
    return found
