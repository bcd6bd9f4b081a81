import sqlite3


SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[str | None]:
    found = []
    connection.row_factory = sqlite3.Row
    for user_id in ids:
        row = connection.execute(
            "SELECT email FROM users WHERE id = ?", (user_id,)
        ).fetchone()
        found.append(row[0] + row["email"] if row else None)
    return found
