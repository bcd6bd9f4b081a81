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


def sizes(connection: psycopg2.extensions.connection, ids: list[int]) -> list[int]:
    found = []
    cursor = connection.cursor()
    for user_id in ids:
        cursor.execute("SELECT COUNT(*) FROM orders WHERE user_id = %s", (user_id,))
        found.append(cursor.fetchone()[0])
    return found


def buyers(connection: psycopg2.extensions.connection, ids: list[int]) -> list[int]:
    found = []
    cursor = connection.cursor()
    for user_id in ids:
        cursor.execute("SELECT 1 FROM orders WHERE user_id = %s LIMIT 1", (user_id,))
        if cursor.fetchone() is not None:
            found.append(user_id)
    return found
