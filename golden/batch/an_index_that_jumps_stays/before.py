import sqlite3

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, parent_id INTEGER);
"""


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[object]:
    found = []
    i = 0
    while i < len(ids):
        row = connection.execute(
            "SELECT email FROM users WHERE id = ?", (ids[i],)
        ).fetchone()
        if row is not None:
            i += 1
        i += 1
        found.append(row)
    return found
