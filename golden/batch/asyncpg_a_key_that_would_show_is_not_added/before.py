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


async def users(pool: asyncpg.Pool, ids: list[int]) -> list[dict[str, str]]:
    found = []
    for user_id in ids:
        row = await pool.fetchrow("SELECT email FROM users WHERE id = $1", user_id)
        found.append(dict(row))
    return found
