import psycopg2.extensions

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def emails(
    connection: psycopg2.extensions.connection, ids: list[int]
) -> list[str | None]:
    found = []
    cursor = connection.cursor()
    for user_id in ids:
        cursor.execute("SELECT email FROM users WHERE id = %s", (user_id,))
        row = cursor.fetchone()
        found.append(row[0] if row else None)
    return found
