from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

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
            "SELECT id, email FROM users WHERE email = ?", (email,)
        ).fetchone()

    def get_by_emails(self, emails: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Answer `get_by_email` for many wanted at once: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(emails))
        found = {}
        if wanted:
            for row in self.connection.execute(
                "SELECT id, email, wanted.wanted_position FROM users JOIN (SELECT value AS wanted_value, key AS wanted_position FROM json_each(?)) AS wanted WHERE email = wanted.wanted_value",
                (json.dumps(wanted),),
            ).fetchall():
                found[wanted[row[-1]]] = row[:-1]
        return found


def ids(users: Users, emails: list[str]) -> list[int | None]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    users_by_email = users.get_by_emails(unique_emails)
    for email in emails:
        row = users_by_email.get(email)
        found.append(row[0] if row else None)
    return found


def spelled(users: Users, emails: list[str]) -> list[str]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    users_by_email = users.get_by_emails(unique_emails)
    for email in emails:
        row = users_by_email.get(email)
        found.append(row[1] if row else email)
    return found
