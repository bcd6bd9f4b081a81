import json
from collections import defaultdict
from typing import Any

from sqlalchemy import Engine, text

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
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def run(self, sql: str, **params: Any) -> list[dict[str, Any]]:
        with self.engine.connect() as connection:
            result = connection.execute(text(sql), params)
            return [dict(row._mapping) for row in result]

    def rows(self, sql: str, params: dict[str, Any] | None = None) -> list[Any]:
        with self.engine.connect() as connection:
            return connection.execute(text(sql), params or {}).fetchall()

    def row(self, sql: str, params: dict[str, Any] | None = None) -> Any:
        with self.engine.connect() as connection:
            return connection.execute(text(sql), params or {}).first()

    def scalar(self, sql: str, params: dict[str, Any] | None = None) -> Any:
        with self.engine.connect() as connection:
            return connection.execute(text(sql), params or {}).scalar()


def totals(store: Store, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for record in store.run(
            "SELECT user_id, total FROM orders WHERE user_id IN (SELECT value FROM json_each(:user_id)) ORDER BY id",
            user_id=json.dumps(user_ids),
        ):
            orders_by_user_id[record["user_id"]].append(record)
    for user_id in ids:
        for row in orders_by_user_id.get(user_id, []):
            found.append(row["total"])
    return found


def emails(store: Store, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for row in store.rows(
            "SELECT id, email FROM users WHERE id IN (SELECT value FROM json_each(:id))",
            {"id": json.dumps(user_ids)},
        ):
            users_by_id[row.id] = row
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found


def counts(store: Store, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    order_counts_by_user_id: dict[int, int] = {}
    if user_ids:
        for key, count in store.rows(
            "SELECT user_id, COUNT(*) FROM orders WHERE user_id IN (SELECT value FROM json_each(:user_id)) GROUP BY user_id",
            {"user_id": json.dumps(user_ids)},
        ):
            order_counts_by_user_id[key] = count
    for user_id in ids:
        found.append(order_counts_by_user_id.get(user_id, 0))
    return found
