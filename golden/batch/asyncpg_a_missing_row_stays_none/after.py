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


async def emails(pool: asyncpg.Pool, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for record in await pool.fetch(
            "SELECT id, email FROM users WHERE id = ANY($1)", user_ids
        ):
            users_by_id[record["id"]] = record
    for user_id in ids:
        row = users_by_id.get(user_id)
        found.append(row["email"] if row is not None else None)
    return found
