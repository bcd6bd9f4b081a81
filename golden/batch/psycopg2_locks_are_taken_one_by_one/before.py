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


def lock(connection: psycopg2.extensions.connection, ids: list[int]) -> list[int]:
    found = []
    cursor = connection.cursor()
    for order_id in ids:
        cursor.execute("SELECT total FROM orders WHERE id = %s FOR UPDATE", (order_id,))
        row = cursor.fetchone()
        found.append(row[0])
    return found
