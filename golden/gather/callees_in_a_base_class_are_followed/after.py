import asyncio

from redis.asyncio import Redis


class Store:
    prefix = "store"

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    async def read_field(self, field: str) -> str | None:
        return await self.redis.hget(self.prefix, field)


class Settings(Store):
    prefix = "settings"

    async def window(self) -> tuple[int, int]:
        width, height = await asyncio.gather(
            self.read_field("width"),
            self.read_field("height"),
        )
        return int(width or 80), int(height or 25)
