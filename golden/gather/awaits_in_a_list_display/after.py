import asyncio

from redis.asyncio import Redis


class Leaderboard:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def get_daily(self) -> list[str]:
        return await self._redis.lrange("board:day", 0, 2)

    async def get_weekly(self) -> list[str]:
        return await self._redis.lrange("board:week", 0, 2)

    async def boards(self) -> list[list[str]]:
        daily, weekly = await asyncio.gather(self.get_daily(), self.get_weekly())
        return [daily, weekly]
