import json
import sqlite3

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def buyers(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    user_ids_with_orders: set[int] = set()
    if user_ids:
        for (key,) in connection.execute(
            "SELECT DISTINCT user_id FROM orders WHERE user_id IN (SELECT value FROM json_each(?))",
            (json.dumps(user_ids),),
        ).fetchall():
            user_ids_with_orders.add(key)
    for user_id in ids:
        row = user_id in user_ids_with_orders
        if not row:
            continue
        found.append(user_id)
    return found


def with_open(connection: sqlite3.Connection, ids: list[int]) -> list[bool]:
    user_ids = list(dict.fromkeys(ids))
    user_ids_with_orders: set[int] = set()
    if user_ids:
        for (key,) in connection.execute(
            """SELECT DISTINCT user_id FROM orders
            WHERE user_id IN (SELECT value FROM json_each(?)) AND status = 'open'
            """,
            (json.dumps(user_ids),),
        ).fetchall():
            user_ids_with_orders.add(key)
    return [user_id in user_ids_with_orders for user_id in ids]


def known(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    user_ids = list(dict.fromkeys(ids))
    user_ids_with_orders: set[int] = set()
    if user_ids:
        for (key,) in connection.execute(
            "SELECT DISTINCT user_id FROM orders WHERE user_id IN (SELECT value FROM json_each(?))",
            (json.dumps(user_ids),),
        ).fetchall():
            user_ids_with_orders.add(key)
    return [int(user_id in user_ids_with_orders) for user_id in ids]
