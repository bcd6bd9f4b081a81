from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

SCHEMA = """
CREATE TABLE orders (id SERIAL PRIMARY KEY, customer_id INTEGER NOT NULL, total INTEGER NOT NULL);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


@asynccontextmanager
async def unit_of_work(pool: asyncpg.Pool) -> AsyncIterator[asyncpg.Connection]:
    async with pool.acquire() as conn:
        async with conn.transaction():
            yield conn


async def place_order(pool: asyncpg.Pool, customer_id: int, total: int) -> int:
    async with unit_of_work(pool) as conn:
        order_id = await conn.fetchval(
            "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
            customer_id,
            total,
        )
        await conn.execute(
            "INSERT INTO audit_log (order_id, event) VALUES ($1, 'placed')", order_id
        )
    return order_id
