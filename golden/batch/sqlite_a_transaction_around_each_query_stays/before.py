import sqlite3

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[object]:
    found = []
    for user_id in ids:
        with connection as inner:
            row = inner.execute(
                "SELECT email FROM users WHERE id = ?", (user_id,)
            ).fetchone()
            found.append(row)
    return found
