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


def loyal(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    marks = ", ".join("?" for _ in ids)
    with_groups = {
        user_id
        for (user_id,) in connection.execute(
            f"SELECT DISTINCT user_id FROM orders WHERE user_id IN ({marks})"
            " GROUP BY status HAVING COUNT(*) > 2",
            ids,
        )
    }
    return [int(user_id in with_groups) for user_id in ids]
