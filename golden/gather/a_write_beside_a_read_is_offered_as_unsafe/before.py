import asyncpg
from redis.asyncio import Redis


class Visits:
    def __init__(self, pool: asyncpg.Pool, redis: Redis) -> None:
        self.pool = pool
        self.redis = redis

    async def get_title(self, slug: str) -> str | None:
        return await self.pool.fetchval("SELECT title FROM pages WHERE slug = $1", slug)

    async def count(self, slug: str) -> int:
        return await self.redis.incr(f"visits:{slug}")

    async def show(self, slug: str) -> str:
        title = await self.get_title(slug)
        visits = await self.count(slug)
        return f"{title} ({visits})"
