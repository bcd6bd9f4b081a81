"""Figures of a guild, through the one door that everybody takes to the database."""

import asyncio
from typing import Any

import asyncpg


class Database:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def rows(self, query: str, *args: Any) -> list[dict[str, Any]]:
        async with self.pool.acquire() as connection:
            found = await connection.fetch(query, *args)
        return [dict(row) for row in found]

    async def value(self, query: str, *args: Any) -> Any:
        async with self.pool.acquire() as connection:
            return await connection.fetchval(query, *args)


class GuildService:
    def __init__(self, db: Database) -> None:
        self.db = db

    async def figures(self, guild_id: int) -> dict[str, Any]:
        members, best, messages = await asyncio.gather(
            self.db.value(
                "SELECT count(*) FROM members WHERE guild_id = $1",
                guild_id,
            ),
            self.db.rows(
                "SELECT name, xp FROM members WHERE guild_id = $1 ORDER BY xp DESC LIMIT 2",
                guild_id,
            ),
            self.db.value(
                "SELECT count(*) FROM messages WHERE guild_id = $1",
                guild_id,
            ),
        )
        return {"members": members, "best": best, "messages": messages}
