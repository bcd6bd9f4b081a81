from typing import Any

from sqlalchemy import Connection, CursorResult, text

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
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def execute(self, sql: str, params: dict[str, Any]) -> CursorResult[Any]:
        return self.connection.execute(text(sql), params)


def emails(store: Store, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        result = store.execute(
            "SELECT id, email FROM users WHERE id = :id", {"id": user_id}
        )
        found.append(result.one().email)
    return found
