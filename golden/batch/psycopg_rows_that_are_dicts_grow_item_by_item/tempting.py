import psycopg
from psycopg.rows import dict_row

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
"""


def numbered(connection: psycopg.Connection, ids: list[int]) -> list[dict[str, object]]:
    found = []
    with connection.cursor(row_factory=dict_row) as cursor:
        cursor.execute("SELECT id, email FROM users WHERE id = ANY(%s)", (ids,))
        users = {user["id"]: user for user in cursor}
        for place, user_id in enumerate(ids):
            row = users[user_id]
            row |= {"place": place}
            found.append(row)
    return found
