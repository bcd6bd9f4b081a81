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


async def emails(
    connection: psycopg.AsyncConnection, ids: list[int]
) -> list[str | None]:
    found = []
    for user_id in ids:
        cursor = await connection.execute(
            "SELECT email FROM users WHERE id = %s", (user_id,)
        )
        row = await cursor.fetchone()
        found.append(row[0] if row else None)
    return found
