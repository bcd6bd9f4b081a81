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


async def sizes(database: Database, ids: list[int]) -> list[int]:
    user_ids = list(dict.fromkeys(ids))
    order_counts_by_user_id: dict[int, int] = {}
    if user_ids:
        for row in await database.fetch_all(
            "SELECT user_id, COUNT(*) FROM orders WHERE user_id IN (SELECT value FROM json_each(:user_id)) GROUP BY user_id",
            {"user_id": json.dumps(user_ids)},
        ):
            order_counts_by_user_id[row[0]] = row[1]
    return [order_counts_by_user_id.get(user_id, 0) for user_id in ids]


async def buyers(database: Database, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    user_ids_with_orders: set[int] = set()
    if user_ids:
        for row in await database.fetch_all(
            "SELECT DISTINCT user_id FROM orders WHERE user_id IN (SELECT value FROM json_each(:user_id)) AND status = 'open'",
            {"user_id": json.dumps(user_ids)},
        ):
            user_ids_with_orders.add(row[0])
    for user_id in ids:
        if user_id in user_ids_with_orders:
            found.append(user_id)
    return found


async def known(database: Database, ids: list[int]) -> list[bool]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    ids_with_users: set[int] = set()
    if user_ids:
        for row in await database.fetch_all(
            "SELECT DISTINCT id FROM users WHERE id IN (SELECT value FROM json_each(:user_id))",
            {"user_id": json.dumps(user_ids)},
        ):
            ids_with_users.add(row[0])
    for user_id in ids:
        known = int(user_id in ids_with_users)
        found.append(bool(known))
    return found
