import sqlite3

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, parent_id INTEGER);
"""


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[object]:
    found = []
    while True:
        if not ids:
            break
        user_id = ids.pop()
        row = connection.execute(
            "SELECT email FROM users WHERE id = ?", (user_id,)
        ).fetchone()
        found.append(row)
    return found
