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

    def query(self, sql: str, params: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, params).fetchall()


class Orders:
    def __init__(self, store: Store) -> None:
        self.store = store

    def open_totals(self, user_id: int) -> list[tuple[int, int]]:
        return self.store.query(
            "SELECT user_id, total FROM orders WHERE user_id = ? AND status = 'open'",
            (user_id,),
        )


def open_sums(orders: Orders, ids: list[int]) -> dict[int, int]:
    return {
        user_id: sum(total for _, total in orders.open_totals(user_id))
        for user_id in ids
    }
