import psycopg2.extensions

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def emails(
    connection: psycopg2.extensions.connection, ids: list[int]
) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT email, id FROM users WHERE id = ANY(%s)", (user_ids,)
            )
            for record in cursor.fetchall():
                users_by_id[record[-1]] = record[:-1]
    for user_id in ids:
        row = users_by_id.get(user_id)
        if row is None:
            found.append(None)
            continue
        found.append(row[0])
    return found
