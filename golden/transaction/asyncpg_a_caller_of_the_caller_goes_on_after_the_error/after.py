import asyncpg

SCHEMA = """
CREATE TABLE orders (
    id SERIAL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    total INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'open'
);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, order_id INTEGER NOT NULL UNIQUE, event TEXT NOT NULL);
"""


async def ship(pool: asyncpg.Pool, order_id: int) -> None:
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute("UPDATE orders SET status = 'shipped' WHERE id = $1", order_id)
        await conn.execute("INSERT INTO audit_log (order_id, event) VALUES ($1, 'shipped')", order_id)


async def ship_again(pool: asyncpg.Pool, order_id: int) -> None:
    await ship(pool, order_id)


async def ship_and_note(pool: asyncpg.Pool, order_id: int) -> None:
    try:
        await ship_again(pool, order_id)
    except asyncpg.UniqueViolationError:
        await pool.execute(
            "UPDATE orders SET total = total + 1 WHERE id = $1 AND status = 'shipped'", order_id
        )
