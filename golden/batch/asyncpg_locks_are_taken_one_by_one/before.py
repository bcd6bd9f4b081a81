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


async def lock(connection: asyncpg.Connection, ids: list[int]) -> None:
    for user_id in ids:
        await connection.fetchrow(
            "SELECT * FROM users WHERE id = $1 FOR UPDATE", user_id
        )
