import sqlite3


def email_of(connection: sqlite3.Connection, user_id: int) -> str | None:
    row = connection.execute(
        "SELECT email FROM users WHERE id = ?", (user_id,)
    ).fetchone()
    return row[0] if row else None
