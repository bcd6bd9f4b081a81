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


def with_total(connection: psycopg.Connection, totals: list[float]) -> list[list[int]]:
    found = []
    for total in totals:
        rows = connection.execute(
            "SELECT id FROM orders WHERE total = %s ORDER BY id", (total,)
        ).fetchall()
        found.append([row[0] for row in rows])
    return found
