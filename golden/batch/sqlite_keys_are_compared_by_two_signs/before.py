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


def totals(
    connection: sqlite3.Connection, ids: list[int]
) -> list[list[tuple[int, str]]]:
    found = []
    for user_id in ids:
        rows = connection.execute(
            "SELECT total, status FROM orders WHERE user_id == ? ORDER BY id",
            (user_id,),
        ).fetchall()
        found.append(rows)
    return found
