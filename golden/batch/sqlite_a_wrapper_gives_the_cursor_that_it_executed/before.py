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
        cursor = self.connection.cursor()
        cursor.execute(sql, params)
        return cursor

    def fetch_all(
        self, sql: str, params: tuple[Any, ...] = ()
    ) -> list[tuple[Any, ...]]:
        return self.execute(sql, params).fetchall()

    def fetch_one(
        self, sql: str, params: tuple[Any, ...] = ()
    ) -> tuple[Any, ...] | None:
        return self.execute(sql, params).fetchone()

    def dicts(self, sql: str, params: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        cursor = self.connection.cursor()
        cursor.execute(sql, params)
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row)) for row in cursor.fetchall()]


def emails(store: Store, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = store.fetch_one("SELECT id, email FROM users WHERE id = ?", (user_id,))
        found.append(user[1] if user else None)
    return found


def teams(store: Store, ids: list[int]) -> list[int | None]:
    found = []
    for user_id in ids:
        cursor = store.execute("SELECT id, team_id FROM users WHERE id = ?", (user_id,))
        user = cursor.fetchone()
        found.append(user[1] if user else None)
    return found


def totals(store: Store, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        for row in store.dicts(
            "SELECT user_id, total FROM orders WHERE user_id = ? ORDER BY id",
            (user_id,),
        ):
            found.append(row["total"])
    return found
