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


class TooDearError(Exception):
    pass


async def ship(pool: asyncpg.Pool, order_id: int) -> None:
    await pool.execute("UPDATE orders SET status = 'shipped' WHERE id = $1", order_id)
    if await pool.fetchval("SELECT total FROM orders WHERE id = $1", order_id) > 20:
        raise TooDearError(order_id)
    await pool.execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, 'shipped')", order_id
    )
