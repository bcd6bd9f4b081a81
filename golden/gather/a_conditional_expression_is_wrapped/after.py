import asyncio

import asyncpg


async def get_cart(pool: asyncpg.Pool, user_id: int) -> list[asyncpg.Record]:
    return await pool.fetch("SELECT sku FROM carts WHERE user_id = $1", user_id)


async def get_coupon(pool: asyncpg.Pool, code: str) -> int | None:
    return await pool.fetchval("SELECT percent FROM coupons WHERE code = $1", code)


async def checkout(pool: asyncpg.Pool, user_id: int, code: str | None) -> str:
    async def load_percent():
        return await get_coupon(pool, code) if code is not None else None

    cart, percent = await asyncio.gather(get_cart(pool, user_id), load_percent())
    return f"{len(cart)} items, {percent or 0} % off"
