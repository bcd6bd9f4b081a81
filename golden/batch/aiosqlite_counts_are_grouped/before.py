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


async def counts(connection: aiosqlite.Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        rows = await connection.execute_fetchall(
            "SELECT user_id, total FROM orders WHERE user_id = ? ORDER BY id",
            (user_id,),
        )
        found.append(sum(row[1] for row in rows))
    return found
