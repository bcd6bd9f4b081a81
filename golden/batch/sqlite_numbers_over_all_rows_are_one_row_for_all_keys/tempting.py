import json
import sqlite3
from collections import defaultdict

SCHEMA = """
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    item TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def baskets(connection: sqlite3.Connection, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for row in connection.execute(
            "SELECT group_concat(item), user_id FROM orders WHERE user_id IN (SELECT value FROM json_each(?))",
            (json.dumps(user_ids),),
        ).fetchall():
            orders_by_user_id[row[-1]].append(row[:-1])
    for user_id in ids:
        for (items,) in orders_by_user_id.get(user_id, []):
            found.append(items)
    return found


def doubled(connection: sqlite3.Connection, ids: list[int]) -> list[int | None]:
    found = []
    order_ids = list(dict.fromkeys(ids))
    orders_by_id = {}
    if order_ids:
        for record in connection.execute(
            "SELECT SUM(total) * 2, id FROM orders WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(order_ids),),
        ).fetchall():
            orders_by_id[record[-1]] = record[:-1]
    for order_id in ids:
        row = orders_by_id.get(order_id)
        found.append(row[0] if row else None)
    return found


def numbers(connection: sqlite3.Connection, ids: list[int]) -> list[tuple[int, ...]]:
    found = []
    order_ids = list(dict.fromkeys(ids))
    orders_by_id = {}
    if order_ids:
        for record in connection.execute(
            "SELECT COUNT(*), MAX(total), id FROM orders WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(order_ids),),
        ).fetchall():
            orders_by_id[record[-1]] = record[:-1]
    for order_id in ids:
        row = orders_by_id.get(order_id)
        found.append(row)
    return found


def large(connection: sqlite3.Connection, ids: list[int]) -> list[float | None]:
    found = []
    order_ids = list(dict.fromkeys(ids))
    orders_by_id = {}
    if order_ids:
        for record in connection.execute(
            "SELECT total(total), id FROM orders WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(order_ids),),
        ).fetchall():
            orders_by_id[record[-1]] = record[:-1]
    for order_id in ids:
        row = orders_by_id.get(order_id)
        found.append(row[0] if row else None)
    return found
