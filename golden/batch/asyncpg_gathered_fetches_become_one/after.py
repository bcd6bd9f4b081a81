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
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for row in await pool.fetch("SELECT * FROM users WHERE id = ANY($1)", user_ids):
            users_by_id[row["id"]] = row
    return [users_by_id.get(user_id) for user_id in ids]
