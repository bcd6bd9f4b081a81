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


async def numbers(pool: asyncpg.Pool, ids: list[int]) -> list[int | None]:
    return [
        await pool.fetchval("SELECT nextval('seq') FROM users WHERE id = $1", user_id)
        for user_id in ids
    ]
