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
        width = await self.read_field("width")
        height = await self.read_field("height")
        return int(width or 80), int(height or 25)
