from collections.abc import Iterable

import psycopg2.extensions


def email_of(connection: psycopg2.extensions.connection, user_id: int) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM users WHERE id = %s", (user_id,))
        row = cursor.fetchone()
    return row[0] if row else None


def email_of_by_user_ids(
    connection: psycopg2.extensions.connection, user_ids: Iterable[int]
) -> dict[int, str]:
    """Answer `email_of` for many keys at once: a dict by key, without the missing ones."""
    with connection.cursor() as cursor:
        keys = list(dict.fromkeys(user_ids))
        users_by_id = {}
        if keys:
            cursor.execute("SELECT email, id FROM users WHERE id = ANY(%s)", (keys,))
            for row in cursor.fetchall():
                users_by_id[row[-1]] = row[:-1]
    return {key: row[0] for key, row in users_by_id.items()}
