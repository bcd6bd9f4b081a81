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


async def rows(pool: asyncpg.Pool, table: str, ids: list[int]) -> list[asyncpg.Record]:
    found = []
    for key in ids:
        found += await pool.fetch(f"SELECT * FROM {table} WHERE id = $1", key)
    return found
