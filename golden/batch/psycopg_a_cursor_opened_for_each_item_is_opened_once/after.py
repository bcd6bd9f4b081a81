import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


async def emails(
    connection: psycopg.AsyncConnection, ids: list[int]
) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        async with connection.cursor() as cursor:
            await cursor.execute(
                "SELECT email, id FROM users WHERE id = ANY(%s)", (user_ids,)
            )
            for record in await cursor.fetchall():
                users_by_id[record[-1]] = record[:-1]
    for user_id in ids:
        row = users_by_id.get(user_id)
        found.append(row[0] if row else None)
    return found
