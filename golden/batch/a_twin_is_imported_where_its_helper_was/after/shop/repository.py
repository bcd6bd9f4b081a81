import json
import sqlite3
from collections.abc import Iterable

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
"""


def get_user(connection: sqlite3.Connection, user_id: int) -> tuple[str] | None:
    return connection.execute(
        "SELECT email FROM users WHERE id = ?", (user_id,)
    ).fetchone()


def get_user_by_user_ids(
    connection: sqlite3.Connection, user_ids: Iterable[int]
) -> dict[int, tuple[str]]:
    """Answer `get_user` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    users_by_id: dict[int, tuple[str]] = {}
    if keys:
        for row in connection.execute(
            "SELECT email, id FROM users WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(keys),),
        ).fetchall():
            users_by_id[row[-1]] = row[:-1]
    return users_by_id
