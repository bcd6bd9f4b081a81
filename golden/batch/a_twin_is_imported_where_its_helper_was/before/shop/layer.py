import sqlite3

from shop.repository import get_user


def user_of(connection: sqlite3.Connection, user_id: int) -> tuple[str] | None:
    return get_user(connection, user_id)
