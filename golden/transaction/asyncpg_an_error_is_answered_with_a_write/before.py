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


async def split(pool: asyncpg.Pool, order_id: int, parts: int) -> None:
    try:
        await pool.execute(
            "UPDATE orders SET total = total / $2 WHERE id = $1", order_id, parts
        )
    except asyncpg.DivisionByZeroError:
        await pool.execute(
            "INSERT INTO audit_log (order_id, event) VALUES ($1, 'no parts')", order_id
        )
