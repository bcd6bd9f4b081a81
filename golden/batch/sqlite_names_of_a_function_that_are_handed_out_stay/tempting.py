import json
import sqlite3
from collections import defaultdict
from typing import Any

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    total INTEGER NOT NULL
);
"""


def page(connection: sqlite3.Connection, ids: list[int]) -> dict[str, Any]:
    """What the template of the page is rendered with."""
    orders = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for row in connection.execute(
            "SELECT user_id, id, total FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(user_ids),),
        ).fetchall():
            orders_by_user_id[row[0]].append(row[1:])
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        orders.append((user_id, rows))
    title = "Orders"
    return {name: value for name, value in vars().items() if name != "connection"}
