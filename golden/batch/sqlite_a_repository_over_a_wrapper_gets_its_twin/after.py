import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
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

    def open_totals_by_user_ids(
        self, user_ids: Iterable[int]
    ) -> dict[int, list[tuple[int, int]]]:
        """Answer `open_totals` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        orders_by_user_id: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        if keys:
            for row in self.store.query(
                "SELECT user_id, total FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) AND status = 'open'",
                (json.dumps(keys),),
            ):
                orders_by_user_id[row[0]].append(row)
        return orders_by_user_id


def open_sums(orders: Orders, ids: list[int]) -> dict[int, int]:
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = orders.open_totals_by_user_ids(user_ids)
    return {
        user_id: sum(total for _, total in orders_by_user_id.get(user_id, []))
        for user_id in ids
    }
