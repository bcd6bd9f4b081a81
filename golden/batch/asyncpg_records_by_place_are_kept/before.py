import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


async def emails(pool: asyncpg.Pool, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        row = await pool.fetchrow("SELECT email FROM users WHERE id = $1", user_id)
        found.append(row[0] if row is not None else None)
    return found
