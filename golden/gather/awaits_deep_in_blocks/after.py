import asyncio

import asyncpg


async def count_rows(pool: asyncpg.Pool, shop: str) -> int:
    return await pool.fetchval("SELECT count(*) FROM sales WHERE shop = $1", shop)


async def sum_rows(pool: asyncpg.Pool, shop: str) -> int | None:
    return await pool.fetchval("SELECT sum(amount) FROM sales WHERE shop = $1", shop)


async def mean(pool: asyncpg.Pool, shop: str, kind: str) -> float | None:
    match kind:
        case "mean":
            if shop:
                count, total = await asyncio.gather(
                    count_rows(pool, shop),
                    sum_rows(pool, shop),
                )
                if count and total is not None:
                    return total / count
            return None
        case _:
            return None
