from dataclasses import dataclass

import psycopg
from psycopg.rows import class_row


@dataclass
class User:
    id: int
    email: str


SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def emails(connection: psycopg.Connection, ids: list[int]) -> list[str | None]:
    found = []
    cursor = connection.cursor(row_factory=class_row(User))
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for record in cursor.execute(
            "SELECT id, email FROM users WHERE id = ANY(%s)", (user_ids,)
        ).fetchall():
            users_by_id[record.id] = record
    for user_id in ids:
        row = users_by_id.get(user_id)
        found.append(row.email if row else None)
    return found
