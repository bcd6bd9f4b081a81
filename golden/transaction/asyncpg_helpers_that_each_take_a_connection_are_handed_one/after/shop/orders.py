from contextlib import nullcontext

import asyncpg

from shop import db


async def insert_order(
    customer_id: int, total: int, *, connection: asyncpg.Connection | None = None
) -> int:
    """Stores an order and gives its number."""
    async with nullcontext(connection) if connection else db.pool.acquire() as conn:
        return await conn.fetchval(
            "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
            customer_id,
            total,
        )


async def log_event(
    order_id: int, event: str, *, connection: asyncpg.Connection | None = None
) -> None:
    await (connection or db.pool).execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)", order_id, event
    )


async def remind(order_id: int) -> asyncpg.Record | None:
    await log_event(order_id, "reminded")
    return await db.pool.fetchrow("SELECT status FROM orders WHERE id = $1", order_id)
