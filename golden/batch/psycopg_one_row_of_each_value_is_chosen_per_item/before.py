import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def totals(connection: psycopg.Connection, ids: list[int]) -> list[list[int]]:
    found = []
    for user_id in ids:
        rows = connection.execute(
            "SELECT DISTINCT ON (status) user_id, total FROM orders"
            " WHERE user_id = %s ORDER BY status, id",
            (user_id,),
        ).fetchall()
        found.append([total for _, total in rows])
    return found
