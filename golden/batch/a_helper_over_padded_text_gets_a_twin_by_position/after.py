from __future__ import annotations

from collections.abc import Iterable

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email CHAR(6) NOT NULL UNIQUE, team_id INTEGER);
"""


class Users:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def by_email(self, email: str) -> asyncpg.Record | None:
        async with self.pool.acquire() as connection:
            return await connection.fetchrow(
                "SELECT id FROM users WHERE email = $1", email
            )

    async def by_emails(self, emails: Iterable[str]) -> dict[str, asyncpg.Record]:
        """Answer `by_email` for many keys at once: a dict by key, without the missing ones."""
        async with self.pool.acquire() as connection:
            keys = list(dict.fromkeys(emails))
            users_by_email: dict[str, asyncpg.Record] = {}
            if keys:
                for row in await connection.fetch(
                    "SELECT id, wanted.wanted_position FROM users CROSS JOIN unnest($1::bpchar[]) WITH ORDINALITY AS wanted (wanted_value, wanted_position) WHERE email = wanted.wanted_value",
                    keys,
                ):
                    users_by_email[keys[row["wanted_position"] - 1]] = row
        return users_by_email


async def ids(users: Users, emails: list[str]) -> list[int | None]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    users_by_email = await users.by_emails(unique_emails)
    for email in emails:
        row = users_by_email.get(email)
        found.append(row["id"] if row else None)
    return found
