from __future__ import annotations

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
    for email in emails:
        row = await users.database.fetch_one(
            "SELECT id FROM users WHERE email = :email", {"email": email}
        )
        found.append(row["id"] if row else None)
    return found
