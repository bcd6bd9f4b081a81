import sqlite3

from shop.users import email_of


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        found.append(email_of(connection, user_id))
    return found
