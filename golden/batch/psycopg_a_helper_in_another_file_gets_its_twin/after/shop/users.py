from collections.abc import Iterable

import psycopg


def email_of(connection: psycopg.Connection, user_id: int) -> str | None:
    row = connection.execute(
        "SELECT email FROM users WHERE id = %s", (user_id,)
    ).fetchone()
    return row[0] if row else None


def email_of_by_user_ids(
    connection: psycopg.Connection, user_ids: Iterable[int]
) -> dict[int, str]:
    """Answer `email_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    users_by_id = {}
    if keys:
        for row in connection.execute(
            "SELECT email, id FROM users WHERE id = ANY(%s)", (keys,)
        ).fetchall():
            users_by_id[row[-1]] = row[:-1]
    return {key: row[0] for key, row in users_by_id.items()}
