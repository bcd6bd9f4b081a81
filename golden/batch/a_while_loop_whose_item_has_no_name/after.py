import json
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
    user_ids = list(dict.fromkeys(order.user_id for order in orders))
    users_by_id = {}
    if user_ids:
        for record in connection.execute(
            "SELECT email, id FROM users WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(user_ids),),
        ).fetchall():
            users_by_id[record[-1]] = record[:-1]
    while i < len(orders):
        row = users_by_id.get(orders[i].user_id)
        found.append((i, row[0] if row else None))
        i = i + 1
    return found
