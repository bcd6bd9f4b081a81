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


async def repeat_order(pool: asyncpg.Pool, order_id: int) -> int:
    customers = await pool.fetchval("SELECT count(DISTINCT customer_id) FROM orders")
    async with pool.acquire() as conn, conn.transaction():
        order = await conn.fetchrow(
            "SELECT customer_id, total FROM orders WHERE id = $1", order_id
        )
        copy_id = await conn.fetchval(
            "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
            order["customer_id"],
            order["total"],
        )
        await conn.execute(
            "INSERT INTO audit_log (order_id, event) VALUES ($1, 'repeated')", copy_id
        )
    return customers
