import json
import sqlite3
from collections import defaultdict
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
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for row in store.query(
            "SELECT user_id, total FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(user_ids),),
        ):
            orders_by_user_id[row[0]].append(row)
    for user_id in ids:
        for _, total in orders_by_user_id.get(user_id, []):
            found.append(total)
    return found


def emails(store: Store, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for row in (
            store.connection()
            .execute(
                "SELECT id, email FROM users WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(user_ids),),
            )
            .fetchall()
        ):
            users_by_id[row[0]] = row
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user[1] if user else None)
    return found
