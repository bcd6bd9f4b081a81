from __future__ import annotations

import contextlib

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


def email(connection: psycopg.Connection, user_id: int) -> str | None:
    with contextlib.suppress(psycopg.Error):
        row = connection.execute("SELECT email FROM users WHERE id = %s", (user_id,)).fetchone()
        return row[0] if row else None


def emails(connection: psycopg.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        found.append(email(connection, user_id))
    return found
