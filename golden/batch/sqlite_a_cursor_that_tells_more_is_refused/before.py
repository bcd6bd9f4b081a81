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


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[tuple[str, object]]:
    cursor = connection.cursor()
    found = []
    for user_id in ids:
        cursor.execute("SELECT id, email FROM users WHERE id = ?", (user_id,))
        row = cursor.fetchone()
        found.append((row, cursor.description))
    return found
