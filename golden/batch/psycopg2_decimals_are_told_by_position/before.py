from decimal import Decimal

import psycopg2

SCHEMA = """
CREATE TABLE parts (
    id INTEGER PRIMARY KEY,
    weight REAL,
    length DOUBLE PRECISION,
    price NUMERIC(8, 2)
);
"""


def by_weight(
    connection: psycopg2.extensions.connection, weights: list[float]
) -> list[list[int]]:
    found = []
    with connection.cursor() as cursor:
        for weight in weights:
            cursor.execute(
                "SELECT id FROM parts WHERE weight = %s ORDER BY id", (weight,)
            )
            found.append([row[0] for row in cursor.fetchall()])
    return found


def by_price(
    connection: psycopg2.extensions.connection, prices: list[Decimal], least: float
) -> list[int]:
    found = []
    with connection.cursor() as cursor:
        for price in prices:
            cursor.execute(
                "SELECT count(*) FROM parts WHERE length > %(least)s AND price = %(price)s",
                {"price": price, "least": least},
            )
            found.append(cursor.fetchone()[0])
    return found
