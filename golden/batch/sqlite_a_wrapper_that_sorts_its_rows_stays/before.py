import sqlite3
from typing import Any

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
"""


class Store:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def fetch_all(
        self, sql: str, params: tuple[Any, ...] = ()
    ) -> list[tuple[Any, ...]]:
        cursor = self.connection.cursor()
        cursor.execute(sql, params)
        rows = cursor.fetchall()
        rows.sort()
        return rows


def emails(store: Store, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        for _, email in store.fetch_all(
            "SELECT id, email FROM users WHERE id = ?", (user_id,)
        ):
            found.append(email)
    return found
