import aiosqlite

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


async def totals(connection: aiosqlite.Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        async with connection.execute(
            "SELECT total FROM orders WHERE user_id = ? ORDER BY id", (user_id,)
        ) as cursor:
            async for row in cursor:
                found.append(row[0])
    return found
