import sqlite3
from collections.abc import Iterable

from shop.repository import get_user, get_user_by_user_ids


def user_of(connection: sqlite3.Connection, user_id: int) -> tuple[str] | None:
    return get_user(connection, user_id)


def user_of_by_user_ids(
    connection: sqlite3.Connection, user_ids: Iterable[int]
) -> dict[int, tuple[str]]:
    """Answer `user_of` for many keys at once: a dict by key, without the missing ones."""
    return get_user_by_user_ids(connection, user_ids)
