import sqlite3

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, parent_id INTEGER);
"""


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[str | None]:
    found = []
    while ids:
        user_id = ids.pop()
        row = connection.execute(
            "SELECT email FROM users WHERE id = ?", (user_id,)
        ).fetchone()
        found.append(row[0] if row else f"{len(ids)} more")
    return found
