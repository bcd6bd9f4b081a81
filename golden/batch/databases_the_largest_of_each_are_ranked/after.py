import json
from collections import defaultdict

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


async def top(database: Database, ids: list[int]) -> list[list[int]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for record in await database.fetch_all(
            "SELECT total, user_id FROM (SELECT user_id, total, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY total DESC) AS rank FROM orders WHERE user_id IN (SELECT value FROM json_each(:user_id))) AS ranked WHERE rank <= 2 ORDER BY rank",
            {"user_id": json.dumps(user_ids)},
        ):
            orders_by_user_id[record["user_id"]].append(record)
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        found.append([row["total"] for row in rows])
    return found


async def largest(database: Database, ids: list[int]) -> list[int | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = {}
    if user_ids:
        for record in await database.fetch_all(
            "SELECT total, user_id FROM (SELECT user_id, total, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY total DESC) AS rank FROM orders WHERE user_id IN (SELECT value FROM json_each(:user_id))) AS ranked WHERE rank = 1 ORDER BY rank",
            {"user_id": json.dumps(user_ids)},
        ):
            orders_by_user_id.setdefault(record["user_id"], record)
    for user_id in ids:
        row = orders_by_user_id.get(user_id)
        found.append(row["total"] if row else None)
    return found
