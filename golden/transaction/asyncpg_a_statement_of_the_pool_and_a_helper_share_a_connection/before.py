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


async def log_event(pool, order_id, event):
    await pool.execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)", order_id, event
    )
    return await pool.fetchval("SELECT count(*) FROM audit_log")


async def cancel(pool: asyncpg.Pool, order_id: int) -> int:
    await pool.execute("UPDATE orders SET status = 'cancelled' WHERE id = $1", order_id)
    return await log_event(pool, order_id, "cancelled")
