import asyncpg

SCHEMA = """
CREATE TABLE accounts (id INTEGER PRIMARY KEY, parent INTEGER);
"""


async def above(pool: asyncpg.Pool, start: int) -> list[int | None]:
    first = await pool.fetchval("SELECT parent FROM accounts WHERE id = $1", start)
    up = first or 1
    second = await pool.fetchval("SELECT parent FROM accounts WHERE id = $1", up)
    top = second or 2
    third = await pool.fetchval("SELECT parent FROM accounts WHERE id = $1", top)
    return [first, second, third]
