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
    for user_id in ids:
        for row in store.run(
            "SELECT user_id, total FROM orders WHERE user_id = :user_id ORDER BY id",
            user_id=user_id,
        ):
            found.append(row["total"])
    return found


def emails(store: Store, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = store.row("SELECT id, email FROM users WHERE id = :id", {"id": user_id})
        found.append(user.email if user else None)
    return found


def counts(store: Store, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        found.append(
            store.scalar(
                "SELECT COUNT(*) FROM orders WHERE user_id = :user_id",
                {"user_id": user_id},
            )
        )
    return found
