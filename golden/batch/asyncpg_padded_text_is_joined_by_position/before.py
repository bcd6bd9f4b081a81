import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email CHAR(6) NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total REAL NOT NULL
);
"""


async def users(pool: asyncpg.Pool, emails: list[str]) -> list[int | None]:
    found = []
    for email in emails:
        row = await pool.fetchrow("SELECT * FROM users WHERE email = $1", email)
        found.append(row["id"] if row else None)
    return found
