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


async def with_open(pool: asyncpg.Pool, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        if await pool.fetchval(
            "SELECT EXISTS(SELECT 1 FROM orders WHERE user_id = $1 AND status = 'open')",
            user_id,
        ):
            found.append(user_id)
    return found
