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


async def latest(pool: asyncpg.Pool, ids: list[int]) -> list[int | None]:
    found = []
    for user_id in ids:
        row = await pool.fetchrow(
            "SELECT id, total FROM orders WHERE user_id = $1 ORDER BY id DESC LIMIT 1",
            user_id,
        )
        found.append(row["total"] if row else None)
    return found
