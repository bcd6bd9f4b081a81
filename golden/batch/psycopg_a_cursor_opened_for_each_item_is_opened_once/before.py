import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


async def emails(
    connection: psycopg.AsyncConnection, ids: list[int]
) -> list[str | None]:
    found = []
    for user_id in ids:
        async with connection.cursor() as cursor:
            await cursor.execute("SELECT email FROM users WHERE id = %s", (user_id,))
            row = await cursor.fetchone()
        found.append(row[0] if row else None)
    return found
