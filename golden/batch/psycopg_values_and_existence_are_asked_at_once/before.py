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


def sizes(connection: psycopg.Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        row = connection.execute(
            "SELECT COUNT(*) FROM orders WHERE user_id = %s", (user_id,)
        ).fetchone()
        found.append(row[0])
    return found


def sums(connection: psycopg.Connection, ids: list[int]) -> list[int | None]:
    return [
        connection.execute(
            "SELECT SUM(total) FROM orders WHERE user_id = %s", (user_id,)
        ).fetchone()[0]
        for user_id in ids
    ]


def buyers(connection: psycopg.Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        if connection.execute(
            "SELECT 1 FROM orders WHERE user_id = %s LIMIT 1", (user_id,)
        ).fetchone():
            found.append(user_id)
    return found


def known(connection: psycopg.Connection, ids: list[int]) -> list[bool]:
    return [
        connection.execute(
            "SELECT EXISTS(SELECT 1 FROM users WHERE id = %s LIMIT 1)", (user_id,)
        ).fetchone()[0]
        for user_id in ids
    ]
