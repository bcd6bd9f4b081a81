import psycopg2.extensions
from psycopg2.extras import DictCursor


SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def emails(
    connection: psycopg2.extensions.connection, ids: list[int]
) -> list[str | None]:
    found = []
    cursor = connection.cursor(cursor_factory=DictCursor)
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        cursor.execute("SELECT email, id FROM users WHERE id = ANY(%s)", (user_ids,))
        for record in cursor.fetchall():
            users_by_id[record["id"]] = record
    for user_id in ids:
        row = users_by_id.get(user_id)
        found.append(row[0] + row["email"] if row else None)
    return found
