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


async def cancel(pool: asyncpg.Pool, order_id: int, reason: str) -> None:
    await pool.execute("UPDATE orders SET status = 'cancelled' WHERE id = $1", order_id)
    await pool.execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)", order_id, reason
    )
