import sqlite3
from dataclasses import dataclass
from typing import Any

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
"""


@dataclass
class Row:
    values: tuple[Any, ...]


class Store:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def fetch_all(self, sql: str, params: tuple[Any, ...] = ()) -> list[Row]:
        rows = self.connection.execute(sql, params).fetchall()
        return [Row(row) for row in rows]


def emails(store: Store, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        for row in store.fetch_all(
            "SELECT id, email FROM users WHERE id = ?", (user_id,)
        ):
            found.append(row.values[1])
    return found
