import json
import sqlite3
from collections import defaultdict

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def largest(connection: sqlite3.Connection, ids: list[int]) -> list[int | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = {}
    if user_ids:
        for record in connection.execute(
            "SELECT total, user_id FROM (SELECT user_id, total, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY total DESC) AS rank FROM orders WHERE user_id IN (SELECT value FROM json_each(?))) AS ranked WHERE rank = 1 ORDER BY rank",
            (json.dumps(user_ids),),
        ).fetchall():
            orders_by_user_id.setdefault(record[-1], record[:-1])
    for user_id in ids:
        row = orders_by_user_id.get(user_id)
        found.append(row[0] if row else None)
    return found


def top(connection: sqlite3.Connection, ids: list[int]) -> list[list[tuple]]:
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for row in connection.execute(
            "SELECT id, total, user_id FROM (SELECT user_id, id, total, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY total DESC) AS rank FROM orders WHERE user_id IN (SELECT value FROM json_each(?))) AS ranked WHERE rank <= 2 ORDER BY rank",
            (json.dumps(user_ids),),
        ).fetchall():
            orders_by_user_id[row[-1]].append(row[:-1])
    return [list(orders_by_user_id.get(user_id, ())) for user_id in ids]


def limits(connection: sqlite3.Connection, ids: list[int]) -> list[int | None]:
    user_ids = list(dict.fromkeys(ids))
    order_totals_by_user_id = {}
    if user_ids:
        for key, maximum in connection.execute(
            "SELECT user_id, MAX(total) FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) GROUP BY user_id",
            (json.dumps(user_ids),),
        ).fetchall():
            order_totals_by_user_id[key] = maximum
    return [order_totals_by_user_id.get(user_id) for user_id in ids]
