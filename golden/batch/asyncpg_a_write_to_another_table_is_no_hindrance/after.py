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


async def invoice(connection: asyncpg.Connection, ids: list[int]) -> None:
    user_ids = list(dict.fromkeys(ids))
    emails_by_id = {}
    if user_ids:
        for key, value in await connection.fetch(
            "SELECT id, email FROM users WHERE id = ANY($1)", user_ids
        ):
            emails_by_id[key] = value
    for user_id in ids:
        email = emails_by_id.get(user_id)
        await connection.execute(
            "UPDATE orders SET status = $1 WHERE user_id = $2", email or "?", user_id
        )
