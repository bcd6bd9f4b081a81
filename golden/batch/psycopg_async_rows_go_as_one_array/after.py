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
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for record in await (
            await connection.execute(
                "SELECT email, id FROM users WHERE id = ANY(%s)", (user_ids,)
            )
        ).fetchall():
            users_by_id[record[-1]] = record[:-1]
    for user_id in ids:
        row = users_by_id.get(user_id)
        found.append(row[0] if row else None)
    return found
