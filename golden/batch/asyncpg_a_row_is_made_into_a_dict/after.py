from collections.abc import Iterable
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

    async def get_user_by_user_ids(
        self, user_ids: Iterable[int]
    ) -> dict[int, dict[str, Any]]:
        """Answer `get_user` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        users_by_id = {}
        if keys:
            for row in await self.connection.fetch(
                "SELECT id, email FROM users WHERE id = ANY($1)", keys
            ):
                users_by_id[row["id"]] = row
        return {key: dict(row) for key, row in users_by_id.items()}

    async def addressed(self, ids: list[int]) -> list[str]:
        found = []
        user_ids = list(dict.fromkeys(ids))
        users_by_id = await self.get_user_by_user_ids(user_ids)
        for user_id in ids:
            user = users_by_id.get(user_id)
            if user:
                found.append(f"{user['id']} <{user['email']}>")
        return found
