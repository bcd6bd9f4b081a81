import json

import aiosqlite

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


async def emails(db: aiosqlite.Connection, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for record in await (
            await db.execute(
                "SELECT email, id FROM users WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(user_ids),),
            )
        ).fetchall():
            users_by_id[record[-1]] = record[:-1]
    for user_id in ids:
        row = users_by_id.get(user_id)
        # Nobody is told twice.
        if row is not None:
            found.append(row[0])
        else:
            found.append(None)
    return found
