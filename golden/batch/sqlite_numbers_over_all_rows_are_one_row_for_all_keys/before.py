import sqlite3

SCHEMA = """
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    item TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def baskets(connection: sqlite3.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        for (items,) in connection.execute(
            "SELECT group_concat(item) FROM orders WHERE user_id = ?", (user_id,)
        ).fetchall():
            found.append(items)
    return found


def doubled(connection: sqlite3.Connection, ids: list[int]) -> list[int | None]:
    found = []
    for order_id in ids:
        row = connection.execute(
            "SELECT SUM(total) * 2 FROM orders WHERE id = ?", (order_id,)
        ).fetchone()
        found.append(row[0] if row else None)
    return found


def numbers(connection: sqlite3.Connection, ids: list[int]) -> list[tuple[int, ...]]:
    found = []
    for order_id in ids:
        row = connection.execute(
            "SELECT COUNT(*), MAX(total) FROM orders WHERE id = ?", (order_id,)
        ).fetchone()
        found.append(row)
    return found


def large(connection: sqlite3.Connection, ids: list[int]) -> list[float | None]:
    found = []
    for order_id in ids:
        row = connection.execute(
            "SELECT total(total) FROM orders WHERE id = ?", (order_id,)
        ).fetchone()
        found.append(row[0] if row else None)
    return found
