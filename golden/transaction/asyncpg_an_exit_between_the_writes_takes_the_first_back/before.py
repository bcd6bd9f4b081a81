import sys

import asyncpg

SCHEMA = """
CREATE TABLE orders (id SERIAL PRIMARY KEY, status TEXT NOT NULL DEFAULT 'open');
CREATE TABLE audit_log (order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


async def ship(pool: asyncpg.Pool, order_id: int, dry: bool) -> None:
    await pool.execute("UPDATE orders SET status = 'shipped' WHERE id = $1", order_id)
    if dry:
        sys.exit(1)
    await pool.execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, 'shipped')", order_id
    )
