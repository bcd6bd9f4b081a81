import asyncpg


async def get_balance(pool: asyncpg.Pool, account: int) -> int | None:
    return await pool.fetchval("SELECT balance FROM accounts WHERE id = $1", account)


async def get_limit(pool: asyncpg.Pool, account: int) -> int | None:
    return await pool.fetchval("SELECT ceiling FROM accounts WHERE id = $1", account)


async def headroom(pool: asyncpg.Pool, account: int) -> int:
    balance = await get_balance(pool, account)
    limit = await get_limit(pool, account)
    return (limit or 0) - (balance or 0)
