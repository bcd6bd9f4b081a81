import sqlite3
from typing import Any

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, status TEXT NOT NULL, total INTEGER NOT NULL);
"""


class Store:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.connection.text_factory = bytes

    def query(self, sql: str, params: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, params).fetchall()


def ids_of(store: Store, emails: list[str]) -> list[int]:
    found = []
    for email in emails:
        for row in store.query("SELECT email, id FROM users WHERE email = ?", (email,)):
            found.append(row[1])
    return found
