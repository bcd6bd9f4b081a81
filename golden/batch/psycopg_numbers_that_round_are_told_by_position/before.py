from decimal import Decimal

import psycopg

SCHEMA = """
CREATE TABLE parts (
    id INTEGER PRIMARY KEY,
    weight REAL,
    length DOUBLE PRECISION,
    price NUMERIC
);
"""


def by_weight(
    connection: psycopg.Connection, weights: list[float | None]
) -> list[list[int]]:
    found = []
    for weight in weights:
        rows = connection.execute(
            "SELECT id FROM parts WHERE weight = %s ORDER BY id", (weight,)
        ).fetchall()
        found.append([row[0] for row in rows])
    return found


def by_length(connection: psycopg.Connection, lengths: list[float]) -> list[int]:
    found = []
    for length in lengths:
        row = connection.execute(
            "SELECT count(*) FROM parts WHERE length = %s", (length,)
        ).fetchone()
        found.append(row[0])
    return found


def by_price(
    connection: psycopg.Connection, prices: list[Decimal], least: int
) -> list[int | None]:
    found = []
    for price in prices:
        row = connection.execute(
            "SELECT id FROM parts WHERE price = %s AND id > %s ORDER BY length DESC NULLS LAST, id LIMIT 1",
            (price, least),
        ).fetchone()
        found.append(row[0] if row else None)
    return found


def lightest(
    connection: psycopg.Connection, prices: list[float]
) -> list[list[tuple[int, float]]]:
    found = []
    for price in prices:
        rows = connection.execute(
            """
            SELECT id, weight
            FROM parts
            WHERE price = %(price)s
            ORDER BY length, id
            LIMIT 2
            """,
            {"price": price},
        ).fetchall()
        found.append(rows)
    return found
