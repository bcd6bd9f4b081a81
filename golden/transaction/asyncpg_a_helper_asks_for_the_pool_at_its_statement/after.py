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

_pool: asyncpg.Pool


async def connect(dsn: str) -> None:
    global _pool
    _pool = await asyncpg.create_pool(dsn)


def get_pool() -> asyncpg.Pool:
    return _pool


async def insert_order(
    customer_id: int, total: int, *, conn: asyncpg.Connection | None = None
) -> int:
    return await (conn or get_pool()).fetchval(
        "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
        customer_id,
        total,
    )


async def log_event(
    order_id: int, event: str, *, conn: asyncpg.Connection | None = None
) -> int:
    known = await (conn or get_pool()).fetchval(
        "SELECT count(*) FROM audit_log WHERE order_id = $1", order_id
    )
    await (conn or get_pool()).execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)", order_id, event
    )
    return known


async def checkout(customer_id: int, totals: list[int]) -> list[int]:
    async with get_pool().acquire() as conn, conn.transaction():
        order_id = await insert_order(customer_id, sum(totals), conn=conn)
        known = await log_event(order_id, "placed", conn=conn)
    return [order_id, known]
