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
    for user_id in ids:
        email = await connection.fetchval(
            "SELECT email FROM users WHERE id = $1", user_id
        )
        await connection.execute(
            "UPDATE orders SET status = $1 WHERE user_id = $2", email or "?", user_id
        )
