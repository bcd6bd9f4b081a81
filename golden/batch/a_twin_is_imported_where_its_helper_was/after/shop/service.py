import sqlite3

from shop.layer import user_of_by_user_ids


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = user_of_by_user_ids(connection, user_ids)
    for user_id in ids:
        row = users_by_id.get(user_id)
        found.append(row[0] if row else None)
    return found
