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
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.connection.row_factory = sqlite3.Row

    def fetch_all(self, sql: str, params: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        cursor = self.connection.cursor()
        try:
            cursor.execute(sql, params)
            return [dict(row) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def fetch_one(
        self, sql: str, params: tuple[Any, ...] = ()
    ) -> dict[str, Any] | None:
        cursor = self.connection.cursor()
        try:
            cursor.execute(sql, params)
            row = cursor.fetchone()
            return dict(row) if row else None
        finally:
            cursor.close()


def totals(store: Store, ids: list[int]) -> dict[int, list[int]]:
    found = {}
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for record in store.fetch_all(
            "SELECT user_id, total FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) ORDER BY total",
            (json.dumps(user_ids),),
        ):
            orders_by_user_id[record["user_id"]].append(record)
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        found[user_id] = [row["total"] for row in rows]
    return found


def emails(store: Store, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for row in store.fetch_all(
            "SELECT id, email FROM users WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(user_ids),),
        ):
            users_by_id[row["id"]] = row
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user["email"] if user else None)
    return found
