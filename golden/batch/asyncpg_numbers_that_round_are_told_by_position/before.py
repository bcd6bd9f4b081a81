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
    for weight in weights:
        rows = await pool.fetch(
            "SELECT id FROM parts WHERE weight = $1 ORDER BY id", weight
        )
        found.append([row["id"] for row in rows])
    return found


async def by_price(
    pool: asyncpg.Pool, prices: list[Decimal], least: float
) -> list[int]:
    return [
        await pool.fetchval(
            "SELECT count(*) FROM parts WHERE price = $2 AND length > $1", least, price
        )
        for price in prices
    ]


async def stock(pool: asyncpg.Pool, names: list[str]) -> list[list[int]]:
    found = []
    for name in names:
        rows = await pool.fetch(
            "SELECT part_id FROM stock WHERE place = $1 ORDER BY part_id", name
        )
        found.append([row["part_id"] for row in rows])
    return found


async def stocked(pool: asyncpg.Pool, keys: list[tuple[str, int]]) -> list[int | None]:
    found = []
    for place, part_id in keys:
        found.append(
            await pool.fetchval(
                "SELECT sum(count) FROM stock WHERE place = $1 AND part_id = $2",
                place,
                part_id,
            )
        )
    return found
