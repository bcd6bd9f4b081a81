import psycopg2.extensions

from shop.users import email_of_by_user_ids


def emails(
    connection: psycopg2.extensions.connection, ids: list[int]
) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = email_of_by_user_ids(connection, user_ids)
    for user_id in ids:
        found.append(users_by_id.get(user_id))
    return found
