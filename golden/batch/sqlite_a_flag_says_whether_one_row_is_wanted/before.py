import sqlite3
from typing import Any

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def query_db(
    connection: sqlite3.Connection,
    query: str,
    args: tuple[Any, ...] = (),
    one: bool = False,
) -> Any:
    cursor = connection.execute(query, args)
    rows = cursor.fetchall()
    cursor.close()
    return (rows[0] if rows else None) if one else rows


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = query_db(
            connection, "SELECT id, email FROM users WHERE id = ?", (user_id,), one=True
        )
        found.append(user[1] if user else None)
    return found


def totals(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        rows = query_db(
            connection,
            "SELECT user_id, total FROM orders WHERE user_id = ? ORDER BY id",
            (user_id,),
        )
        found += [total for _, total in rows]
    return found
