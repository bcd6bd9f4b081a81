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


async def ship(conn: asyncpg.Connection, order_id: int) -> bool:
    async with conn.transaction():
        await conn.execute(
            "INSERT INTO audit_log (order_id, event, at) VALUES ($1, 'packed', now())",
            order_id,
        )
        closed = await conn.fetchval("SELECT now()")
        await conn.execute(
            "UPDATE orders SET status = $2 WHERE id = $1",
            order_id,
            f"closed {closed:%Y}",
        )
    return closed.year > 2000
