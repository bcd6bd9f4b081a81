import asyncio

import asyncpg


async def get_balance(pool: asyncpg.Pool, account: int) -> int | None:
    return await pool.fetchval("SELECT balance FROM accounts WHERE id = $1", account)


async def get_limit(pool: asyncpg.Pool, account: int) -> int | None:
    return await pool.fetchval("SELECT ceiling FROM accounts WHERE id = $1", account)


async def headroom(pool: asyncpg.Pool, account: int) -> int:
    async with asyncio.TaskGroup() as group:
        balance_task = group.create_task(get_balance(pool, account))
        limit_task = group.create_task(get_limit(pool, account))
    balance, limit = balance_task.result(), limit_task.result()
    return (limit or 0) - (balance or 0)
