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


async def close(connection: aiosqlite.Connection, ids: list[int]) -> list[int]:
    totals = dict.fromkeys(ids, 0)
    for user_id, total in await connection.execute_fetchall(
        "SELECT user_id, total FROM orders WHERE status = 'open'"
        " AND user_id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    ):
        totals[user_id] += total
    found = []
    for user_id in ids:
        await connection.execute("UPDATE orders SET status = 'paid' WHERE total < 20")
        found.append(totals[user_id])
    return found
