import sqlite3

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
"""


def get_user(connection: sqlite3.Connection, user_id: int) -> tuple[str] | None:
    return connection.execute(
        "SELECT email FROM users WHERE id = ?", (user_id,)
    ).fetchone()
