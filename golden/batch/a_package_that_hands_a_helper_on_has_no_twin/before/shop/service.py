import sqlite3

from shop import repository


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        row = repository.get_user(connection, user_id)
        found.append(row[0] if row else None)
    return found
