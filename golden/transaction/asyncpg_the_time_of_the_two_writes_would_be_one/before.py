import asyncpg

SCHEMA = """
CREATE TABLE orders (
    id SERIAL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    total INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'open'
);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, order_id INTEGER NOT NULL, event TEXT NOT NULL, at TIMESTAMPTZ NOT NULL);
"""


async def ship(pool: asyncpg.Pool, order_id: int) -> bool:
    await pool.execute(
        "INSERT INTO audit_log (order_id, event, at) VALUES ($1, 'packed', now())",
        order_id,
    )
    await pool.execute(
        "INSERT INTO audit_log (order_id, event, at) VALUES ($1, 'shipped', now())",
        order_id,
    )
    return await pool.fetchval(
        "SELECT max(at) > min(at) FROM audit_log WHERE order_id = $1", order_id
    )
