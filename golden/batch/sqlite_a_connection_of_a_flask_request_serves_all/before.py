import sqlite3
from collections.abc import Sequence
from typing import Any

from flask import current_app, g

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def get_db() -> sqlite3.Connection:
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
    return g.db


def query_db(query: str, args: Sequence[Any] = (), one: bool = False) -> Any:
    cursor = get_db().execute(query, args)
    rows = cursor.fetchall()
    cursor.close()
    return (rows[0] if rows else None) if one else rows


def emails(ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = query_db("SELECT id, email FROM users WHERE id = ?", [user_id], one=True)
        found.append(user[1] if user else None)
    return found


def totals(ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        rows = (
            get_db()
            .execute("SELECT user_id, total FROM orders WHERE user_id = ?", (user_id,))
            .fetchall()
        )
        for _, total in rows:
            found.append(total)
    return found
