import logging
import sqlite3
from typing import Any

logger = logging.getLogger(__name__)

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
"""


class Store:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def fetch_all(
        self, sql: str, params: tuple[Any, ...] = (), level: int = 10
    ) -> list[tuple[Any, ...]]:
        logger.log(level, sql)
        return self.connection.execute(sql, params).fetchall()

    def fetch_one(
        self, sql: str, params: tuple[Any, ...] = (), number: int = 0
    ) -> tuple[Any, ...] | None:
        logger.debug("query %s: %s", number, sql)
        return self.connection.execute(sql, params).fetchone()


def emails(store: Store, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = store.fetch_one(
            "SELECT id, email FROM users WHERE id = ?", (user_id,), 7
        )
        found.append(user[1] if user else None)
    return found
