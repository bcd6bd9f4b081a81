import sqlite3
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
    for user_id in ids:
        rows = connection.execute(
            "SELECT id, total FROM orders WHERE user_id = ? ORDER BY id", (user_id,)
        ).fetchall()
        orders.append((user_id, rows))
    title = "Orders"
    return {name: value for name, value in vars().items() if name != "connection"}
