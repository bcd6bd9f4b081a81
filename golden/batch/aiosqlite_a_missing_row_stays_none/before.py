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


async def emails(connection: aiosqlite.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        cursor = await connection.execute(
            "SELECT email FROM users WHERE id = ?", (user_id,)
        )
        row = await cursor.fetchone()
        found.append(row[0] if row else None)
    return found


async def sizes(connection: aiosqlite.Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        async with connection.execute(
            "SELECT COUNT(*) FROM orders WHERE user_id = ?", (user_id,)
        ) as cursor:
            found.append((await cursor.fetchone())[0])
    return found
