import sqlite3

from shop.layer import user_of


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        row = user_of(connection, user_id)
        found.append(row[0] if row else None)
    return found
