import asyncio

import asyncpg

SCHEMA = """
CREATE TABLE orders (
    id SERIAL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    total INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'open'
);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""

PACKING_SECONDS = 0


async def ship(pool: asyncpg.Pool, order_id: int) -> None:
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute(
            "UPDATE orders SET status = 'shipped' WHERE id = $1", order_id
        )
        await asyncio.sleep(PACKING_SECONDS)
        await conn.execute(
            "INSERT INTO audit_log (order_id, event) VALUES ($1, 'shipped')", order_id
        )
