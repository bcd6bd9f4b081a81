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


def top(
    connection: psycopg2.extensions.connection, ids: list[int]
) -> list[list[tuple]]:
    found = []
    cursor = connection.cursor()
    for user_id in ids:
        cursor.execute(
            "SELECT id, total FROM orders WHERE user_id = %s ORDER BY total DESC LIMIT 2",
            (user_id,),
        )
        found.append(cursor.fetchall())
    return found
