import asyncio

from redis.asyncio import Redis


class Presence:
    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self.seen = asyncio.Event()

    async def members(self, room: str) -> set[str]:
        return await self.redis.smembers(f"room:{room}")

    async def online(self, room: str, user: str) -> bool:
        members, away = await asyncio.gather(
            self.members(room),
            self.redis.get(f"away:{user}"),
        )
        return user in members and away is None

    async def overview(self, room: str) -> set[str]:
        _, result = await asyncio.gather(
            self.redis.exists(f"room:{room}"),
            self.members(room),
        )
        return result
