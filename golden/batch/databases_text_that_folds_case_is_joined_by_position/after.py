from __future__ import annotations

import json

from databases import Database

SCHEMA = """
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    team_id INTEGER
);
"""


class Users:
    def __init__(self, database: Database) -> None:
        self.database = database


async def ids(users: Users, emails: list[str]) -> list[int | None]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    users_by_email = {}
    if unique_emails:
        for record in await users.database.fetch_all(
            "SELECT id, wanted.wanted_position FROM users JOIN (SELECT value AS wanted_value, key AS wanted_position FROM json_each(:email)) AS wanted WHERE email = wanted.wanted_value",
            {"email": json.dumps(unique_emails)},
        ):
            users_by_email[unique_emails[record["wanted_position"]]] = record
    for email in emails:
        row = users_by_email.get(email)
        found.append(row["id"] if row else None)
    return found
