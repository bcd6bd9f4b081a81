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


def pages(connection: sqlite3.Connection) -> int:
    count = page = 0
    while True:
        rows = connection.execute(
            "SELECT id FROM orders ORDER BY id LIMIT 10 OFFSET ?", (page * 10,)
        ).fetchall()
        if not rows:
            return count
        count += len(rows)
        page += 1
