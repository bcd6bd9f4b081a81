import aiosqlite

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


async def emails(db: aiosqlite.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        async with db.execute(
            "SELECT email FROM users WHERE id = ?", (user_id,)
        ) as cursor:
            row = await cursor.fetchone()
            # Nobody is told twice.
            if row is not None:
                found.append(row[0])
            else:
                found.append(None)
    return found
