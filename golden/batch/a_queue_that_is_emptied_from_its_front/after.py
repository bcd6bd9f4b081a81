from collections import deque
from collections.abc import Iterable

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, parent_id INTEGER);
"""


class Users:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def email(self, user_id: int) -> str | None:
        return await self.pool.fetchval(
            "SELECT email FROM users WHERE id = $1", user_id
        )

    async def email_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, str]:
        """Answer `email` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        emails_by_id: dict[int, str] = {}
        if keys:
            for user_id, value in await self.pool.fetch(
                "SELECT id, email FROM users WHERE id = ANY($1)", keys
            ):
                emails_by_id[user_id] = value
        return emails_by_id


async def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    waiting = deque(ids)
    user_ids = list(dict.fromkeys(waiting))
    emails_by_id = await users.email_by_user_ids(user_ids)
    while len(waiting) > 0:
        user_id = waiting.popleft()
        found.append(emails_by_id.get(user_id))
    return found
