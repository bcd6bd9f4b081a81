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
    rows = [
        dict((cursor.description[place][0], value) for place, value in enumerate(row))
        for row in cursor.fetchall()
    ]
    return (rows[0] if rows else None) if one else rows


def query_dicts(
    connection: sqlite3.Connection, query: str, args: tuple[Any, ...] = ()
) -> list[dict[str, Any]]:
    cursor = connection.cursor()
    try:
        cursor.execute(query, args) if args else cursor.execute(query)
        names = [column[0] for column in cursor.description or []]
        rows = cursor.fetchall()
    finally:
        cursor.close()
    return [dict(zip(names, row, strict=False)) for row in rows]


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = query_db(
            connection, "SELECT id, email FROM users WHERE id = ?", (user_id,), one=True
        )
        found.append(user["email"] if user else None)
    return found


def totals(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        for row in query_dicts(
            connection,
            "SELECT user_id, total FROM orders WHERE user_id = ? ORDER BY id",
            (user_id,),
        ):
            found.append(row["total"])
    return found
