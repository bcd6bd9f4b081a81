import functools
import sqlite3
from collections.abc import Callable
from typing import Any

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
"""


def forgiving(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except sqlite3.OperationalError:
            return []

    return wrapper


class Store:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    @forgiving
    def fetch_all(
        self, sql: str, params: tuple[Any, ...] = ()
    ) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, params).fetchall()


def emails(store: Store, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        for _, email in store.fetch_all(
            "SELECT id, email FROM users WHERE id = ?", (user_id,)
        ):
            found.append(email)
    return found
