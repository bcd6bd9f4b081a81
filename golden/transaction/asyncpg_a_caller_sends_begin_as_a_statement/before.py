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


async def place_order(conn: asyncpg.Connection, customer_id: int, total: int) -> int:
    order_id = await conn.fetchval(
        "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
        customer_id,
        total,
    )
    await conn.execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, 'placed')", order_id
    )
    return order_id


async def checkout(conn: asyncpg.Connection, customer_id: int, total: int) -> int:
    await conn.execute("BEGIN")
    order_id = await place_order(conn, customer_id, total)
    await conn.execute("COMMIT")
    return order_id
