from typing import Any

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
"""


class Users:
    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection

    async def get_user(self, user_id: int) -> dict[str, Any] | None:
        query = "SELECT id, email FROM users WHERE id = $1"
        row = await self.connection.fetchrow(query, user_id)
        if row is None:
            return None
        return dict(row)

    async def addressed(self, ids: list[int]) -> list[str]:
        found = []
        for user_id in ids:
            user = await self.get_user(user_id)
            if user:
                found.append(f"{user['id']} <{user['email']}>")
        return found
