"""Figures of the shop; the pool is made when the application starts."""

import asyncio

import asyncpg

pool = None


async def start(dsn: str) -> None:
    global pool
    pool = await asyncpg.create_pool(dsn, min_size=2)


async def figures() -> dict[str, int]:
    users, orders = await asyncio.gather(
        pool.fetchval("SELECT count(*) FROM users"),
        pool.fetchval("SELECT count(*) FROM orders"),
    )
    return {"users": users, "orders": orders}
