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
    found = []
    for user_id in ids:
        row = connection.execute(
            "SELECT 1 FROM orders WHERE user_id = ? LIMIT 1", (user_id,)
        ).fetchone()
        if not row:
            continue
        found.append(user_id)
    return found


def with_open(connection: sqlite3.Connection, ids: list[int]) -> list[bool]:
    return [
        connection.execute(
            """
            SELECT id, total FROM orders
            WHERE user_id = ? AND status = 'open'
            ORDER BY total
            LIMIT 1
            """,
            (user_id,),
        ).fetchone()
        is not None
        for user_id in ids
    ]


def known(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    return [
        connection.execute(
            "SELECT EXISTS(SELECT 1 FROM orders WHERE user_id = ? LIMIT 1)", (user_id,)
        ).fetchone()[0]
        for user_id in ids
    ]
