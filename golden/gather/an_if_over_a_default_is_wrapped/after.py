import asyncio

import asyncpg
from redis.asyncio import Redis


class Search:
    def __init__(self, pool: asyncpg.Pool, redis: Redis) -> None:
        self.pool = pool
        self.redis = redis

    async def find_titles(self, word: str) -> list[asyncpg.Record]:
        return await self.pool.fetch(
            "SELECT title FROM books WHERE title LIKE $1 ORDER BY title", word
        )

    async def page(self, word: str, with_recent: bool) -> dict[str, object]:
        async def load_recent():
            if with_recent:
                return await self.redis.get("recent")
            return None

        titles, recent = await asyncio.gather(self.find_titles(word), load_recent())
        return {"titles": titles, "recent": recent}
