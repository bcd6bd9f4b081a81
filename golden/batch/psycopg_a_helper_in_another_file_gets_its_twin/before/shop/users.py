import psycopg


def email_of(connection: psycopg.Connection, user_id: int) -> str | None:
    row = connection.execute(
        "SELECT email FROM users WHERE id = %s", (user_id,)
    ).fetchone()
    return row[0] if row else None
