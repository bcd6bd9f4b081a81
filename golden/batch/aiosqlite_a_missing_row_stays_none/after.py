import json

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
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for record in await (
            await connection.execute(
                "SELECT email, id FROM users WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(user_ids),),
            )
        ).fetchall():
            users_by_id[record[-1]] = record[:-1]
    for user_id in ids:
        row = users_by_id.get(user_id)
        found.append(row[0] if row else None)
    return found


async def sizes(connection: aiosqlite.Connection, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    order_counts_by_user_id: dict[int, int] = {}
    if user_ids:
        for key, count in await (
            await connection.execute(
                "SELECT user_id, COUNT(*) FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) GROUP BY user_id",
                (json.dumps(user_ids),),
            )
        ).fetchall():
            order_counts_by_user_id[key] = count
    for user_id in ids:
        found.append(order_counts_by_user_id.get(user_id, 0))
    return found
