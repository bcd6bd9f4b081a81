import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


async def top(connection: psycopg.AsyncConnection, ids: list[int]) -> list[list[tuple]]:
    found = []
    for user_id in ids:
        cursor = await connection.execute(
            "SELECT id, total FROM orders WHERE user_id = %s ORDER BY total DESC LIMIT 2",
            (user_id,),
        )
        found.append(await cursor.fetchall())
    return found


async def largest(
    connection: psycopg.AsyncConnection, ids: list[int]
) -> list[int | None]:
    found = []
    for user_id in ids:
        cursor = await connection.execute(
            "SELECT total FROM orders WHERE user_id = %s ORDER BY total DESC LIMIT 1",
            (user_id,),
        )
        row = await cursor.fetchone()
        found.append(row[0] if row else None)
    return found
