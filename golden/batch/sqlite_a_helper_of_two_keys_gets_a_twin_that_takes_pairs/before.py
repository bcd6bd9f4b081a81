from __future__ import annotations

import sqlite3
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


def days(
    connection: sqlite3.Connection, product: int, shop: str | None, least: str
) -> list[str]:
    rows = connection.execute(
        "SELECT day FROM sales WHERE day >= ? AND shop = ? AND product = ? ORDER BY id DESC",
        (least, shop, product),
    ).fetchall()
    return [row[0] for row in rows]


def overview(
    connection: sqlite3.Connection, pairs: list[tuple[str | None, int]]
) -> list[tuple[int | None, list[str]]]:
    found = []
    for shop, product in pairs:
        price = price_of(connection, product=product, shop=shop)
        sold = days(connection, product, shop, "2026-01-02")
        found.append((price.cents if price is not None else None, sold))
    return found
