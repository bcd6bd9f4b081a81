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
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def execute(self, sql: str, params: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        return self.connection.execute(sql, params)


def emails(store: Store, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        cursor = store.execute("SELECT id, email FROM users WHERE id = ?", (user_id,))
        names = [column[0] for column in cursor.description]
        user = cursor.fetchone()
        if user:
            found.append(f"{names[1]}: {user[1]}")
    return found
