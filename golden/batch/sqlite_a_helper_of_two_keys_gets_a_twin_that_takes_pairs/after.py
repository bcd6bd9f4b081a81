from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

SCHEMA = """
CREATE TABLE prices (
    shop TEXT NOT NULL,
    product INTEGER NOT NULL,
    cents INTEGER,
    PRIMARY KEY (shop, product)
);
CREATE TABLE sales (id INTEGER PRIMARY KEY, shop TEXT, product INTEGER NOT NULL, day TEXT NOT NULL);
"""


class Price(NamedTuple):
    shop: str
    product: int
    cents: int | None


def price_of(connection: sqlite3.Connection, shop: str, product: int) -> Price | None:
    row = connection.execute(
        "SELECT shop, product, cents FROM prices WHERE shop = ? AND product = ?",
        (shop, product),
    ).fetchone()
    if row is None:
        return None
    return Price(*row)


def price_of_by_shops_and_products(
    connection: sqlite3.Connection, keys: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], Price]:
    """Answer `price_of` for many keys at once, each `(shop, product)`: a dict by key, without the missing ones."""
    wanted = list(dict.fromkeys(keys))
    prices_by_shop_and_product = {}
    if wanted:
        for row in connection.execute(
            "SELECT shop, product, cents FROM prices JOIN (SELECT json_extract(value, '$[0]') AS wanted_value_1, json_extract(value, '$[1]') AS wanted_value_2 FROM json_each(?)) AS wanted WHERE shop = wanted.wanted_value_1 AND product = wanted.wanted_value_2",
            (json.dumps(wanted),),
        ).fetchall():
            prices_by_shop_and_product[(row[0], row[1])] = row
    return {key: Price(*row) for key, row in prices_by_shop_and_product.items()}


def days(
    connection: sqlite3.Connection, product: int, shop: str | None, least: str
) -> list[str]:
    rows = connection.execute(
        "SELECT day FROM sales WHERE day >= ? AND shop = ? AND product = ? ORDER BY id DESC",
        (least, shop, product),
    ).fetchall()
    return [row[0] for row in rows]


def days_by_shops_and_products(
    connection: sqlite3.Connection, keys: Iterable[tuple[str, int]], least: str
) -> dict[tuple[str, int], list[str]]:
    """Answer `days` for many keys at once, each `(shop, product)`: a dict by key, without the missing ones."""
    wanted = list(dict.fromkeys(keys))
    sales_by_shop_and_product = defaultdict(list)
    if wanted:
        for row in connection.execute(
            "SELECT day, wanted.wanted_position FROM sales JOIN (SELECT json_extract(value, '$[0]') AS wanted_value_1, json_extract(value, '$[1]') AS wanted_value_2, key AS wanted_position FROM json_each(?)) AS wanted WHERE day >= ? AND shop = wanted.wanted_value_1 AND product = wanted.wanted_value_2 ORDER BY id DESC",
            (json.dumps(wanted), least),
        ).fetchall():
            sales_by_shop_and_product[wanted[row[-1]]].append(row[:-1])
    return {
        key: [row[0] for row in rows] for key, rows in sales_by_shop_and_product.items()
    }


def overview(
    connection: sqlite3.Connection, pairs: list[tuple[str | None, int]]
) -> list[tuple[int | None, list[str]]]:
    found = []
    keys = list(dict.fromkeys((shop, product) for shop, product in pairs))
    prices_by_shop_and_product = price_of_by_shops_and_products(connection, keys=keys)
    sales_by_shop_and_product = days_by_shops_and_products(
        connection, keys, "2026-01-02"
    )
    for shop, product in pairs:
        price = prices_by_shop_and_product.get((shop, product))
        sold = list(sales_by_shop_and_product.get((shop, product), ()))
        found.append((price.cents if price is not None else None, sold))
    return found
