from redis.asyncio import Redis


class Pages:
    def __init__(self, redis: Redis, site: str) -> None:
        self.redis = redis
        self.site = site

    async def cached(self, slug: str) -> tuple[str | None, int]:
        body = await self.redis.get(key := f"{self.site}:{slug}")
        rest = await self.redis.ttl(key)
        return body, rest
