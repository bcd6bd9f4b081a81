import asyncio
from dataclasses import dataclass

import asyncpg
from redis.asyncio import Redis


@dataclass
class Counters:
    pool: asyncpg.Pool
    cache: Redis

    async def get_views(self, slug: str) -> str | None:
        return await self.cache.get(f"views:{slug}")

    async def get_comments(self, slug: str) -> int:
        return await self.pool.fetchval(
            "SELECT count(*) FROM comments WHERE slug = $1", slug
        )

    async def of_article(self, slug: str) -> tuple[str | None, int]:
        views, comments = await asyncio.gather(
            self.get_views(slug),
            self.get_comments(slug),
        )
        return views, comments
