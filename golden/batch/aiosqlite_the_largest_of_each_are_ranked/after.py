import json
from collections import defaultdict

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


async def top(connection: aiosqlite.Connection, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for row in await (
            await connection.execute(
                "SELECT total, user_id FROM (SELECT user_id, total, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY total DESC) AS rank FROM orders WHERE user_id IN (SELECT value FROM json_each(?))) AS ranked WHERE rank <= 2 ORDER BY rank",
                (json.dumps(user_ids),),
            )
        ).fetchall():
            orders_by_user_id[row[-1]].append(row[:-1])
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        for (total,) in rows:
            found.append(total)
    return found


async def lowest(connection: aiosqlite.Connection, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = {}
    if user_ids:
        for record in await (
            await connection.execute(
                "SELECT total, status, user_id FROM (SELECT user_id, total, status, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY total) AS rank FROM orders WHERE user_id IN (SELECT value FROM json_each(?))) AS ranked WHERE rank = 1 ORDER BY rank",
                (json.dumps(user_ids),),
            )
        ).fetchall():
            orders_by_user_id.setdefault(record[-1], record[:-1])
    for user_id in ids:
        row = orders_by_user_id.get(user_id)
        if row is not None:
            found.append(row[0])
    return found
