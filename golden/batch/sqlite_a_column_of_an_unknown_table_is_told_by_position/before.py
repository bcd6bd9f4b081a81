import sqlite3


def totals(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        rows = connection.execute(
            "SELECT total FROM orders WHERE user_id = ?", (user_id,)
        ).fetchall()
        found.append(len(rows))
    return found


def by_day(connection: sqlite3.Connection, days: list[str], status: str) -> list[int]:
    found = []
    for day in days:
        for (number,) in connection.execute(
            "SELECT id FROM orders WHERE status = :status AND day = :day ORDER BY id",
            {"day": day, "status": status},
        ).fetchall():
            found.append(number)
    return found


def named(connection: sqlite3.Connection, names: list[str]) -> list[bool]:
    return [
        connection.execute(
            "SELECT EXISTS(SELECT 1 FROM orders WHERE status = ?)", (name,)
        ).fetchone()[0]
        for name in names
    ]
