from typing import Protocol

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


class Log(Protocol):
    async def log(self, order_id: int, event: str) -> None: ...


class AuditLog:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def log(self, order_id: int, event: str) -> None:
        await self.pool.execute(
            "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)", order_id, event
        )


async def checkout(
    pool: asyncpg.Pool, audit: AuditLog, customer_id: int, totals: list[int]
) -> int:
    order_id = await pool.fetchval(
        "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
        customer_id,
        sum(totals),
    )
    await audit.log(order_id, "placed")
    return order_id
