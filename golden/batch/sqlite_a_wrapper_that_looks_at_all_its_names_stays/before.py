import sqlite3
from typing import Any

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, status TEXT NOT NULL, total INTEGER NOT NULL);
"""


class Store:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.denied = frozenset({"(99,)"})

    def query(self, sql: str, params: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        asked = "{params}".format(**locals())
        if asked in self.denied:
            raise PermissionError(asked)
        return self.connection.execute(sql, params).fetchall()


def totals(store: Store, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        for row in store.query(
            "SELECT user_id, total FROM orders WHERE user_id = ? ORDER BY id",
            (user_id,),
        ):
            found.append(row[1])
    return found
