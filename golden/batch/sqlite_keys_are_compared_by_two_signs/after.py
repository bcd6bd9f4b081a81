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


def totals(
    connection: sqlite3.Connection, ids: list[int]
) -> list[list[tuple[int, str]]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for row in connection.execute(
            "SELECT total, status, user_id FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(user_ids),),
        ).fetchall():
            orders_by_user_id[row[-1]].append(row[:-1])
    for user_id in ids:
        rows = list(orders_by_user_id.get(user_id, ()))
        found.append(rows)
    return found
