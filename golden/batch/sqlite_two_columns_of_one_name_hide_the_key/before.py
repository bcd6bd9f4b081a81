import sqlite3
from typing import Any

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    total INTEGER NOT NULL
);
"""


class Store:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.connection.row_factory = sqlite3.Row

    def fetch_all(self, sql: str, params: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        rows = self.connection.execute(sql, params).fetchall()
        return [dict(row) for row in rows]


def totals(store: Store, ids: list[int]) -> list[int]:
    found = []
    for order_id in ids:
        for row in store.fetch_all(
            """
            SELECT o.id, o.total, u.id
            FROM orders o JOIN users u ON u.id = o.user_id
            WHERE o.id = ?
            """,
            (order_id,),
        ):
            found.append(row["total"])
    return found
