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


def largest(connection: sqlite3.Connection, ids: list[int]) -> list[int | None]:
    found = []
    for user_id in ids:
        row = connection.execute(
            "SELECT total FROM orders WHERE user_id = ? ORDER BY total DESC LIMIT 1",
            (user_id,),
        ).fetchone()
        found.append(row[0] if row else None)
    return found


def top(connection: sqlite3.Connection, ids: list[int]) -> list[list[tuple]]:
    return [
        connection.execute(
            "SELECT id, total FROM orders WHERE user_id = ? ORDER BY total DESC LIMIT 2",
            (user_id,),
        ).fetchall()
        for user_id in ids
    ]


def limits(connection: sqlite3.Connection, ids: list[int]) -> list[int | None]:
    return [
        connection.execute(
            "SELECT MAX(total) FROM orders WHERE user_id = ?", (user_id,)
        ).fetchone()[0]
        for user_id in ids
    ]
