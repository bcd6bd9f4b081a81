import asyncio

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


async def users(pool: asyncpg.Pool, ids: list[int]) -> list[asyncpg.Record | None]:
    return await asyncio.gather(
        *(
            pool.fetchrow("SELECT * FROM users WHERE id = $1", user_id)
            for user_id in ids
        )
    )
