import sqlite3

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def buyers(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    marks = ", ".join("?" for _ in ids)
    with_orders = {
        user_id
        for (user_id,) in connection.execute(
            f"SELECT DISTINCT user_id FROM orders WHERE user_id IN ({marks})", ids
        )
    }
    return [int(user_id in with_orders) for user_id in ids]
