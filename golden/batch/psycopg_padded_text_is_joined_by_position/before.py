import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email CHAR(6) NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total REAL NOT NULL
);
"""


def ids_of(connection: psycopg.Connection, emails: list[str]) -> list[int | None]:
    found = []
    for email in emails:
        row = connection.execute(
            "SELECT id FROM users WHERE email = %s", (email,)
        ).fetchone()
        found.append(row[0] if row else None)
    return found
