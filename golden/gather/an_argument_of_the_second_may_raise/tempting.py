import asyncio

import asyncpg
from redis.asyncio import Redis


class Exports:
    def __init__(self, pool: asyncpg.Pool, redis: Redis) -> None:
        self.pool = pool
        self.redis = redis

    async def count_rows(self, table: str) -> int:
        return await self.pool.fetchval(
            "SELECT count(*) FROM rows WHERE name = $1", table
        )

    async def get_note(self, key: str) -> str | None:
        return await self.redis.get(key)

    async def describe(self, table: str, notes: dict[str, str]) -> str:
        try:
            rows, note = await asyncio.gather(
                self.count_rows(table), self.get_note(notes[table])
            )
        except KeyError:
            return "no note"
        return f"{rows} rows: {note}"
