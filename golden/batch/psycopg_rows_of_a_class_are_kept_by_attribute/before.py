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
    for user_id in ids:
        row = cursor.execute(
            "SELECT id, email FROM users WHERE id = %s", (user_id,)
        ).fetchone()
        found.append(row.email if row else None)
    return found
