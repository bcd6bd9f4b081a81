from __future__ import annotations

import sqlite3

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def spent(connection: sqlite3.Connection, user_id: int) -> int:
    row = connection.execute(
        "SELECT sum(total) FROM orders WHERE user_id = ?", (user_id,)
    ).fetchone()
    return row[0] or 0


def email(connection: sqlite3.Connection, user_id: int) -> str:
    row = connection.execute(
        "SELECT email FROM users WHERE id = ?", (user_id,)
    ).fetchone()
    if not row:
        return "nobody"
    return row[0]


def states(connection: sqlite3.Connection, user_id: int) -> dict[int, str]:
    rows = connection.execute(
        "SELECT id, status, user_id FROM orders WHERE user_id = ? ORDER BY id",
        (user_id,),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def overview(
    connection: sqlite3.Connection, ids: list[int]
) -> list[tuple[str, int, dict[int, str]]]:
    found = []
    for user_id in ids:
        name = email(connection, user_id)
        total = spent(connection, user_id)
        found.append((name, total, states(connection, user_id)))
    return found
