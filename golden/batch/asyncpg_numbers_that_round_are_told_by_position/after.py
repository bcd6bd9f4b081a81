from collections import defaultdict
from decimal import Decimal

import asyncpg

SCHEMA = """
CREATE TABLE parts (
    id INTEGER PRIMARY KEY,
    weight REAL,
    length DOUBLE PRECISION,
    price NUMERIC(8, 2)
);
"""


async def by_weight(pool: asyncpg.Pool, weights: list[float | None]) -> list[list[int]]:
    found = []
    unique_weights = list(dict.fromkeys(weights))
    parts_by_weight = defaultdict(list)
    if unique_weights:
        for record in await pool.fetch(
            "SELECT id, wanted.wanted_position FROM parts CROSS JOIN unnest($1::real[]) WITH ORDINALITY AS wanted (wanted_value, wanted_position) WHERE weight = wanted.wanted_value ORDER BY id",
            unique_weights,
        ):
            parts_by_weight[unique_weights[record["wanted_position"] - 1]].append(
                record
            )
    for weight in weights:
        rows = parts_by_weight.get(weight, [])
        found.append([row["id"] for row in rows])
    return found


async def by_price(
    pool: asyncpg.Pool, prices: list[Decimal], least: float
) -> list[int]:
    unique_prices = list(dict.fromkeys(prices))
    part_counts_by_price = {}
    if unique_prices:
        for wanted_position, count in await pool.fetch(
            "SELECT wanted.wanted_position, count(*) FROM parts CROSS JOIN unnest($2::decimal[]) WITH ORDINALITY AS wanted (wanted_value, wanted_position) WHERE price = wanted.wanted_value AND length > $1 GROUP BY wanted.wanted_position",
            least,
            unique_prices,
        ):
            part_counts_by_price[unique_prices[wanted_position - 1]] = count
    return [part_counts_by_price.get(price, 0) for price in prices]


async def stock(pool: asyncpg.Pool, names: list[str]) -> list[list[int]]:
    found = []
    places = list(dict.fromkeys(names))
    stocks_by_place = defaultdict(list)
    for start in range(0, len(places), 100):
        wanted = places[start : start + 100]
        statement = (
            " UNION ALL ".join(
                [
                    f"SELECT part_id, {number} AS wanted_position FROM stock WHERE place = ${number + 1}"
                    for number in range(len(wanted))
                ]
            )
            + " ORDER BY part_id"
        )
        for record in await pool.fetch(statement, *wanted):
            stocks_by_place[wanted[record["wanted_position"]]].append(record)
    for name in names:
        rows = stocks_by_place.get(name, [])
        found.append([row["part_id"] for row in rows])
    return found


async def stocked(pool: asyncpg.Pool, keys: list[tuple[str, int]]) -> list[int | None]:
    found = []
    unique_keys = list(dict.fromkeys((place, part_id) for place, part_id in keys))
    stock_totals_by_place_and_part_id = {}
    for start in range(0, len(unique_keys), 100):
        wanted = unique_keys[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT sum(count), {number} AS wanted_position FROM stock WHERE place = ${number * 2 + 1} AND part_id = ${number * 2 + 2}"
                for number in range(len(wanted))
            ]
        )
        for row in await pool.fetch(
            statement, *[value for key_row in wanted for value in key_row]
        ):
            stock_totals_by_place_and_part_id[wanted[row["wanted_position"]]] = row[0]
    for place, part_id in keys:
        found.append(stock_totals_by_place_and_part_id.get((place, part_id)))
    return found
