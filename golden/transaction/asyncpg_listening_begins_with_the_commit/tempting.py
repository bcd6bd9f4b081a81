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


def heard(conn: asyncpg.Connection, pid: int, channel: str, payload: str) -> None:
    print(channel, payload)


async def place_order(conn: asyncpg.Connection, customer_id: int, total: int) -> int:
    async with conn.transaction():
        order_id = await conn.fetchval(
            "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
            customer_id,
            total,
        )
        await conn.add_listener("orders", heard)
        await conn.execute(
            "INSERT INTO audit_log (order_id, event) VALUES ($1, 'placed')", order_id
        )
    return order_id
