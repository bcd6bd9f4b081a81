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

_pools: list[asyncpg.Pool] = []


async def get_pool() -> asyncpg.Pool:
    if not _pools:
        _pools.append(await asyncpg.create_pool("postgresql://localhost/shop"))
    return _pools[0]


async def insert_order(customer_id: int, total: int) -> int:
    pool = await get_pool()
    return await pool.fetchval(
        "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
        customer_id,
        total,
    )


async def log_event(order_id: int, event: str) -> None:
    pool = await get_pool()
    async with pool.acquire() as conn:
        await conn.execute(
            "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)", order_id, event
        )


async def checkout(customer_id: int, totals: list[int]) -> list[int]:
    order_id = await insert_order(customer_id, sum(totals))
    await log_event(order_id, "placed")
    return [order_id, len(totals)]
