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


def close(connection: psycopg2.extensions.connection, ids: list[int]) -> list[int]:
    found = []
    cursor = connection.cursor()
    for user_id in ids:
        cursor.execute("SELECT COUNT(*) FROM orders WHERE user_id = %s", (user_id,))
        found.append(cursor.fetchone()[0])
        cursor.execute("UPDATE orders SET user_id = 3 WHERE user_id = 2")
    return found
