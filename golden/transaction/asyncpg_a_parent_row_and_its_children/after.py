from collections.abc import Sequence

import asyncpg

SCHEMA = """
CREATE TABLE orders (id SERIAL PRIMARY KEY, customer_id INTEGER NOT NULL);
CREATE TABLE order_lines (
    id SERIAL PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    sku TEXT NOT NULL,
    quantity INTEGER NOT NULL
);
"""


async def create_order(
    pool: asyncpg.Pool, customer_id: int, lines: Sequence[tuple[str, int]]
) -> int:
    async with pool.acquire() as conn:
        known = await conn.fetchval(
            "SELECT count(*) FROM orders WHERE customer_id = $1", customer_id
        )
        async with conn.transaction():
            order_id = await conn.fetchval(
                "INSERT INTO orders (customer_id) VALUES ($1) RETURNING id", customer_id
            )
            for sku, quantity in lines:
                await conn.execute(
                    "INSERT INTO order_lines (order_id, sku, quantity) VALUES ($1, $2, $3)",
                    order_id,
                    sku,
                    quantity,
                )
    return order_id if known else -order_id
