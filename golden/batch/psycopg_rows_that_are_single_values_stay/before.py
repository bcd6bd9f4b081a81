import psycopg
from psycopg.rows import scalar_row


SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def emails(connection: psycopg.Connection, ids: list[int]) -> list[str | None]:
    found = []
    cursor = connection.cursor(row_factory=scalar_row)
    for user_id in ids:
        email = cursor.execute(
            "SELECT email FROM users WHERE id = %s", (user_id,)
        ).fetchone()
        found.append(email)
    return found
