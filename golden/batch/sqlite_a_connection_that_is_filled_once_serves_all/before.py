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
    def __init__(self) -> None:
        self.path = ":memory:"
        self._connection: sqlite3.Connection | None = None

    def connection(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self.path)
        return self._connection

    def query(self, sql: str, params: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        cursor = self.connection().cursor()
        try:
            cursor.execute(sql, params)
            return cursor.fetchall()
        finally:
            cursor.close()


def totals(store: Store, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        for _, total in store.query(
            "SELECT user_id, total FROM orders WHERE user_id = ? ORDER BY id",
            (user_id,),
        ):
            found.append(total)
    return found


def emails(store: Store, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = (
            store.connection()
            .execute("SELECT id, email FROM users WHERE id = ?", (user_id,))
            .fetchone()
        )
        found.append(user[1] if user else None)
    return found
