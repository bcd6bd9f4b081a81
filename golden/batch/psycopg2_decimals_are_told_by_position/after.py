from collections import defaultdict
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
        unique_weights = list(dict.fromkeys(weights))
        parts_by_weight = defaultdict(list)
        for start in range(0, len(unique_weights), 100):
            wanted = unique_weights[start : start + 100]
            statement = (
                " UNION ALL ".join(
                    [
                        f"SELECT id, {number} AS wanted_position FROM parts WHERE weight = %s"
                        for number in range(len(wanted))
                    ]
                )
                + " ORDER BY id"
            )
            cursor.execute(statement, wanted)
            for record in cursor.fetchall():
                parts_by_weight[wanted[record[-1]]].append(record[:-1])
        for weight in weights:
            found.append([row[0] for row in parts_by_weight.get(weight, [])])
    return found


def by_price(
    connection: psycopg2.extensions.connection, prices: list[Decimal], least: float
) -> list[int]:
    found = []
    with connection.cursor() as cursor:
        unique_prices = list(dict.fromkeys(prices))
        part_counts_by_price = {}
        for start in range(0, len(unique_prices), 100):
            wanted = unique_prices[start : start + 100]
            statement = " UNION ALL ".join(
                [
                    f"SELECT count(*), {number} AS wanted_position FROM parts WHERE length > %(least)s AND price = %(price_{number})s"
                    for number in range(len(wanted))
                ]
            )
            values = {f"price_{number}": key for number, key in enumerate(wanted)}
            cursor.execute(statement, {"least": least, **values})
            for row in cursor.fetchall():
                part_counts_by_price[wanted[row[-1]]] = row[0]
        for price in prices:
            found.append(part_counts_by_price.get(price, 0))
    return found
