import asyncpg

pool: asyncpg.Pool


async def connect(dsn: str) -> None:
    global pool
    pool = await asyncpg.create_pool(dsn)


async def insert_order(customer_id: int, total: int) -> int:
    return await pool.fetchval(
        "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
        customer_id,
        total,
    )


async def log_event(order_id: int, event: str) -> None:
    await pool.execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)", order_id, event
    )
