import sqlite3


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[str | None]:
    from shop.repository import get_user

    found = []
    for user_id in ids:
        row = get_user(connection, user_id)
        found.append(row[0] if row else None)
    return found
