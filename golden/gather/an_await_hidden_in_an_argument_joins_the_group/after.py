import asyncio

import asyncpg


async def get_prices(pool: asyncpg.Pool, region: str) -> list[asyncpg.Record]:
    return await pool.fetch("SELECT sku, price FROM prices WHERE region = $1", region)


async def get_discounts(pool: asyncpg.Pool, region: str) -> list[asyncpg.Record]:
    return await pool.fetch("SELECT sku, off FROM discounts WHERE region = $1", region)


def join(prices: list[asyncpg.Record], discounts: list[asyncpg.Record]) -> list[str]:
    off = {row["sku"]: row["off"] for row in discounts}
    return [f"{row['sku']} {row['price'] - off.get(row['sku'], 0)}" for row in prices]


async def price_list(pool: asyncpg.Pool, region: str) -> list[str]:
    prices, lines_result = await asyncio.gather(
        get_prices(pool, region),
        get_discounts(pool, region),
    )
    lines = join(prices, lines_result)
    return sorted(lines)
