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


def ids_of(connection: sqlite3.Connection, emails: list[str]) -> list[int | None]:
    found = []
    for email in emails:
        row = connection.execute(
            "SELECT id FROM users WHERE email = ?", (email,)
        ).fetchone()
        found.append(row[0] if row else None)
    return found
