from collections import defaultdict
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
        for record in connection.execute(statement, wanted).fetchall():
            parts_by_weight[wanted[record[-1]]].append(record[:-1])
    for weight in weights:
        rows = parts_by_weight.get(weight, [])
        found.append([row[0] for row in rows])
    return found


def by_length(connection: psycopg.Connection, lengths: list[float]) -> list[int]:
    found = []
    unique_lengths = list(dict.fromkeys(lengths))
    part_counts_by_length = {}
    for start in range(0, len(unique_lengths), 100):
        wanted = unique_lengths[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT count(*), {number} AS wanted_position FROM parts WHERE length = %s"
                for number in range(len(wanted))
            ]
        )
        for record in connection.execute(statement, wanted).fetchall():
            part_counts_by_length[wanted[record[-1]]] = record[0]
    for length in lengths:
        found.append(part_counts_by_length.get(length, 0))
    return found


def by_price(
    connection: psycopg.Connection, prices: list[Decimal], least: int
) -> list[int | None]:
    found = []
    unique_prices = list(dict.fromkeys(prices))
    parts_by_price = {}
    for start in range(0, len(unique_prices), 100):
        wanted = unique_prices[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT wanted.*, {number} AS wanted_position FROM (SELECT id FROM parts WHERE price = %s AND id > %s ORDER BY length DESC NULLS LAST, id LIMIT 1) AS wanted"
                for number in range(len(wanted))
            ]
        )
        for record in connection.execute(
            statement, [value for key in wanted for value in (key, least)]
        ).fetchall():
            parts_by_price[wanted[record[-1]]] = record[:-1]
    for price in prices:
        row = parts_by_price.get(price)
        found.append(row[0] if row else None)
    return found


def lightest(
    connection: psycopg.Connection, prices: list[float]
) -> list[list[tuple[int, float]]]:
    found = []
    unique_prices = list(dict.fromkeys(prices))
    parts_by_price = defaultdict(list)
    for start in range(0, len(unique_prices), 100):
        wanted = unique_prices[start : start + 100]
        statement = (
            " UNION ALL ".join(
                [
                    f"""SELECT wanted.*, {number} AS wanted_position FROM (
            SELECT id, weight, ROW_NUMBER() OVER (ORDER BY length, id) AS wanted_rank
            FROM parts
            WHERE price = %(price_{number})s
            ORDER BY length, id
            LIMIT 2) AS wanted"""
                    for number in range(len(wanted))
                ]
            )
            + " ORDER BY wanted_rank"
        )
        values = {f"price_{number}": key for number, key in enumerate(wanted)}
        for row in connection.execute(statement, values).fetchall():
            parts_by_price[wanted[row[-1]]].append(row[:-2])
    for price in prices:
        rows = list(parts_by_price.get(price, ()))
        found.append(rows)
    return found
