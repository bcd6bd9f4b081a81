from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


@contextmanager
def errors_are_no_news() -> Iterator[None]:
    try:
        yield
    except psycopg.Error:
        return


def email(connection: psycopg.Connection, user_id: int) -> str | None:
    with errors_are_no_news():
        row = connection.execute(
            "SELECT email FROM users WHERE id = %s", (user_id,)
        ).fetchone()
        return row[0] if row else None


def emails(connection: psycopg.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        found.append(email(connection, user_id))
    return found
