import asyncio

import asyncpg
from billing import current_balance


async def get_name(pool: asyncpg.Pool, user_id: int) -> str | None:
    return await pool.fetchval("SELECT name FROM users WHERE id = $1", user_id)


async def header(pool: asyncpg.Pool, user_id: int) -> str:
    name, balance = await asyncio.gather(
        get_name(pool, user_id),
        current_balance(user_id),
    )
    return f"{name}: {balance}"
