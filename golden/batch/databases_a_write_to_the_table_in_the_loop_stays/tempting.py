import json

from databases import Database

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


async def close(database: Database, ids: list[int]) -> list[int]:
    counts = dict.fromkeys(ids, 0)
    for row in await database.fetch_all(
        "SELECT user_id, COUNT(*) FROM orders"
        " WHERE user_id IN (SELECT value FROM json_each(:ids)) GROUP BY user_id",
        {"ids": json.dumps(ids)},
    ):
        counts[row[0]] = row[1]
    found = []
    for user_id in ids:
        found.append(counts[user_id])
        await database.execute("UPDATE orders SET user_id = 3 WHERE user_id = 2")
    return found
