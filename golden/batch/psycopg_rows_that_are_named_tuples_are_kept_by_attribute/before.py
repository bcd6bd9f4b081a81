import psycopg
from psycopg.rows import namedtuple_row


SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def emails(connection: psycopg.Connection, ids: list[int]) -> list[str | None]:
    found = []
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        for user_id in ids:
            row = cursor.execute(
                "SELECT email FROM users WHERE id = %s", (user_id,)
            ).fetchone()
            found.append(row.email if row else None)
    return found
