import sqlite3
from dataclasses import dataclass

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, parent_id INTEGER);
"""


@dataclass
class Order:
    user_id: int


def emails(connection: sqlite3.Connection, orders: list[Order]) -> list[str | None]:
    found = []
    i = 0
    while i < len(orders):
        row = connection.execute(
            "SELECT email FROM users WHERE id = ?", (orders[i].user_id,)
        ).fetchone()
        found.append((i, row[0] if row else None))
        i = i + 1
    return found
