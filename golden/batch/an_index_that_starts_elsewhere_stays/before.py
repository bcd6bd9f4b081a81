import sqlite3

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, parent_id INTEGER);
"""


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[object]:
    found = []
    i = len(ids) // 2
    while i < len(ids):
        row = connection.execute(
            "SELECT email FROM users WHERE id = ?", (ids[i],)
        ).fetchone()
        found.append(row)
        i += 1
    return found
