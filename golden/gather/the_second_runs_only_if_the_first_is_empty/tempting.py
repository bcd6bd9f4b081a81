import asyncio

from redis.asyncio import Redis


class Names:
    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    async def get_nick(self, user: str) -> str | None:
        return await self.redis.get(f"nick:{user}")

    async def get_full(self, user: str) -> str | None:
        return await self.redis.get(f"full:{user}")

    async def of(self, user: str) -> str | None:
        nick, full = await asyncio.gather(self.get_nick(user), self.get_full(user))
        name = nick or full
        return name and name.strip()
