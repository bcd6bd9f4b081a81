from collections import deque

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


async def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    waiting = deque(ids)
    while len(waiting) > 0:
        user_id = waiting.popleft()
        found.append(await users.email(user_id))
    return found
