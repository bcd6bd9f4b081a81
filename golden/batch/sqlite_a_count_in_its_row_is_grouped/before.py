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


def counts(connection: sqlite3.Connection, ids: list[int]) -> dict[int, int]:
    return {
        user_id: connection.execute(
            "SELECT count(*) FROM orders WHERE user_id = ?", (user_id,)
        ).fetchone()[0]
        for user_id in ids
    }
