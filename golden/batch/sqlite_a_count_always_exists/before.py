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


def buyers(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    return [
        connection.execute(
            "SELECT EXISTS(SELECT COUNT(*) FROM orders WHERE user_id = ?)", (user_id,)
        ).fetchone()[0]
        for user_id in ids
    ]
