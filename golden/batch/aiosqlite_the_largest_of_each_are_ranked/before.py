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


async def top(connection: aiosqlite.Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        async with connection.execute(
            "SELECT total FROM orders WHERE user_id = ? ORDER BY total DESC LIMIT 2",
            (user_id,),
        ) as cursor:
            rows = await cursor.fetchall()
        for (total,) in rows:
            found.append(total)
    return found


async def lowest(connection: aiosqlite.Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        cursor = await connection.execute(
            "SELECT total, status FROM orders WHERE user_id = ? ORDER BY total LIMIT 1",
            (user_id,),
        )
        row = await cursor.fetchone()
        if row is not None:
            found.append(row[0])
    return found
