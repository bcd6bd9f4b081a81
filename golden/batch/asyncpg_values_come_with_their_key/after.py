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


async def emails(pool: asyncpg.Pool, ids: list[int]) -> dict[int, str | None]:
    user_ids = list(dict.fromkeys(ids))
    emails_by_id = {}
    if user_ids:
        for key, value in await pool.fetch(
            "SELECT id, email FROM users WHERE id = ANY($1)", user_ids
        ):
            emails_by_id[key] = value
    return {user_id: emails_by_id.get(user_id) for user_id in ids}
