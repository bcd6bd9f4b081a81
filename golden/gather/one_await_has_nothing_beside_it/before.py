import asyncpg


async def get_name(pool: asyncpg.Pool, user_id: int) -> str | None:
    return await pool.fetchval("SELECT name FROM users WHERE id = $1", user_id)


async def greeting(pool: asyncpg.Pool, user_id: int) -> str:
    name = await get_name(pool, user_id)
    return f"Hello, {name or 'stranger'}!"
