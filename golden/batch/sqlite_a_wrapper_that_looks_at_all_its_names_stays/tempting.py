import json
import sqlite3
from collections import defaultdict
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
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for record in store.query(
            "SELECT user_id, total FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(user_ids),),
        ):
            orders_by_user_id[record[0]].append(record)
    for user_id in ids:
        for row in orders_by_user_id.get(user_id, []):
            found.append(row[1])
    return found
