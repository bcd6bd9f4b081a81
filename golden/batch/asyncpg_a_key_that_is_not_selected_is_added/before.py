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


async def emails(pool: asyncpg.Pool, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        row = await pool.fetchrow("SELECT email FROM users WHERE id = $1", user_id)
        if row is None:
            raise LookupError(user_id)
        found.append(row["email"])
    return found
