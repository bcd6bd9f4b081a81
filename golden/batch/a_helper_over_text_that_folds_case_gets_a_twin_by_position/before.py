from __future__ import annotations

import sqlite3

SCHEMA = """
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    team_id INTEGER
);
"""


class Users:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def get_by_email(self, email: str) -> tuple[int, str] | None:
        return self.connection.execute(
            "SELECT id, email FROM users WHERE team_id > ? AND email = ?", (0, email)
        ).fetchone()


def ids(users: Users, emails: list[str]) -> list[int | None]:
    found = []
    for email in emails:
        row = users.get_by_email(email)
        found.append(row[0] if row else None)
    return found
