import psycopg2.extensions
from psycopg2.extras import RealDictCursor


SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def emails(
    connection: psycopg2.extensions.connection, ids: list[int]
) -> list[str | None]:
    found = []
    with connection.cursor(cursor_factory=RealDictCursor) as cursor:
        for user_id in ids:
            cursor.execute("SELECT email FROM users WHERE id = %s", (user_id,))
            row = cursor.fetchone()
            found.append(row["email"] if row else None)
    return found
