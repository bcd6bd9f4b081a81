import sqlite3

SCHEMA = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, total INTEGER);
"""


def firsts(connection: sqlite3.Connection, ids: list[int]) -> list[object]:
    cursor = connection.cursor()
    found = []
    for user_id in ids:
        cursor.execute(
            "SELECT total FROM orders WHERE user_id = ? ORDER BY id", (user_id,)
        )
        found.append(cursor.fetchall())
    found.append(cursor.description)
    return found
