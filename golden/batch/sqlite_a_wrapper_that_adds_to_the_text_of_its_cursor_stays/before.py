import sqlite3
from typing import Any

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


class Store:
    def __init__(self, connection: sqlite3.Connection, most: int) -> None:
        self.connection = connection
        self.most = most

    def execute(self, sql: str, params: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        return self.connection.execute(f"{sql} LIMIT {self.most}", params)


def totals(store: Store, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        cursor = store.execute(
            "SELECT user_id, total FROM orders WHERE user_id = ?", (user_id,)
        )
        found += [total for _, total in cursor.fetchall()]
    return found
