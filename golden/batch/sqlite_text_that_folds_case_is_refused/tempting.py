import sqlite3

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE COLLATE NOCASE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def ids_of(connection: sqlite3.Connection, emails: list[str]) -> list[int | None]:
    found = []
    by = dict(connection.execute("SELECT email, id FROM users").fetchall())
    for email in emails:
        found.append(by.get(email))
    return found
