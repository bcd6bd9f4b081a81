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


async def insert_order(conn: asyncpg.Connection, customer_id: int, total: int) -> int:
    return await conn.fetchval(
        "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
        customer_id,
        total,
    )


async def log_event(
    pool: asyncpg.Pool,
    order_id: int,
    event: str,
    *,
    connection: asyncpg.Connection | None = None,
) -> None:
    await (connection or pool).execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)", order_id, event
    )


async def checkout(
    pool: asyncpg.Pool, customer_id: int, totals: list[int]
) -> list[int]:
    async with pool.acquire() as conn, conn.transaction():
        order_id = await insert_order(conn, customer_id, sum(totals))
        await log_event(pool, order_id, "placed", connection=conn)
    return [order_id, len(totals)]
