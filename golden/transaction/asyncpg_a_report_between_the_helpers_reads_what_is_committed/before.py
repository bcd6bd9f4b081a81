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


async def insert_order(pool: asyncpg.Pool, customer_id: int, total: int) -> int:
    return await pool.fetchval(
        "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
        customer_id,
        total,
    )


async def log_event(pool: asyncpg.Pool, order_id: int, event: str) -> None:
    await pool.execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)", order_id, event
    )


async def checkout(
    pool: asyncpg.Pool, reports: asyncpg.Pool, customer_id: int, totals: list[int]
) -> int:
    order_id = await insert_order(pool, customer_id, sum(totals))
    open_orders = await reports.fetchval(
        "SELECT count(*) FROM orders WHERE customer_id = $1", customer_id
    )
    await log_event(pool, order_id, f"one of {open_orders}")
    return open_orders
