from collections.abc import Callable

import asyncpg


async def ship(pool: asyncpg.Pool, order_id: int, later: list[Callable]) -> None:
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute(
            "UPDATE orders SET status = 'shipped' WHERE id = $1", order_id
        )
        later.append(lambda: conn.fetchval("SELECT 1"))
        await conn.execute("INSERT INTO audit_log (order_id) VALUES ($1)", order_id)
