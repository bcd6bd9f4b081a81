import sqlite3


def totals(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        rows = connection.execute(
            "SELECT total FROM orders WHERE user_id = ?", (user_id,)
        ).fetchall()
        found.append(len(rows))
    return found
