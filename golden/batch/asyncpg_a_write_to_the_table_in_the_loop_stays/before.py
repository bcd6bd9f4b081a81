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


async def renumber(connection: asyncpg.Connection, ids: list[int]) -> list[int]:
    counts = []
    for user_id in ids:
        rows = await connection.fetch(
            "SELECT * FROM orders WHERE user_id = $1", user_id
        )
        counts.append(len(rows))
        await connection.execute(
            "UPDATE orders SET user_id = 3 WHERE user_id = $1", user_id
        )
    return counts
