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


async def open_orders(
    connection: asyncpg.Connection, ids: list[int]
) -> list[list[asyncpg.Record]]:
    found = []
    for user_id in ids:
        rows = await connection.fetch(
            """
            SELECT id, user_id, total
            FROM orders
            WHERE user_id = $1 AND status = $2
            ORDER BY total
            """,
            user_id,
            "open",
        )
        found.append(rows)
    return found
