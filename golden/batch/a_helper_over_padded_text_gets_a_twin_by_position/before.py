from __future__ import annotations

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


async def ids(users: Users, emails: list[str]) -> list[int | None]:
    found = []
    for email in emails:
        row = await users.by_email(email)
        found.append(row["id"] if row else None)
    return found
