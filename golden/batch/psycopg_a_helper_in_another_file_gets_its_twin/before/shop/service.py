import psycopg

from shop.users import email_of


def emails(connection: psycopg.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        found.append(email_of(connection, user_id))
    return found
