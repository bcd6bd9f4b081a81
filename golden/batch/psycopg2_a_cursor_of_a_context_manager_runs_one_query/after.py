from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from psycopg2.extras import RealDictCursor

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
    def __init__(self, connection: psycopg2.extensions.connection) -> None:
        self.connection = connection

    @contextmanager
    def cursor(self) -> Iterator[RealDictCursor]:
        with self.connection.cursor(cursor_factory=RealDictCursor) as cursor:
            yield cursor

    def fetch_all(self, sql: str, params: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        with self.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def fetch_one(
        self, sql: str, params: tuple[Any, ...] = ()
    ) -> dict[str, Any] | None:
        with self.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchone()


def emails(store: Store, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for row in store.fetch_all(
            "SELECT id, email FROM users WHERE id = ANY(%s)", (user_ids,)
        ):
            users_by_id[row["id"]] = row
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user["email"] if user else None)
    return found
