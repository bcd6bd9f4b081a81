import sqlite3
from dataclasses import dataclass

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, parent_id INTEGER);
"""


@dataclass
class Order:
    user_id: int
    is_open: bool


def emails(connection: sqlite3.Connection, orders: list[Order]) -> list[str | None]:
    found = []
    i = 0
    while i < len(orders):
        order = orders[i]
        i += 1
        if not order.is_open:
            continue
        row = connection.execute(
            "SELECT email FROM users WHERE id = ?", (order.user_id,)
        ).fetchone()
        found.append(row[0] if row else None)
    return found
