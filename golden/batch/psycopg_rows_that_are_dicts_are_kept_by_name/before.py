import psycopg
from psycopg.rows import dict_row


SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def emails(connection: psycopg.Connection, ids: list[int]) -> list[str | None]:
    found = []
    cursor = connection.cursor(row_factory=dict_row)
    for user_id in ids:
        cursor.execute("SELECT email FROM users WHERE id = %s", (user_id,))
        row = cursor.fetchone()
        found.append(row["email"] if row else None)
    return found
