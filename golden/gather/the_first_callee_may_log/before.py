import logging

from redis.asyncio import Redis

logger = logging.getLogger(__name__)


class Features:
    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    async def get_rollout(self, name: str) -> str | None:
        logger.info("looking up %s", name)
        return await self.redis.get(f"rollout:{name}")

    async def get_owner(self, name: str) -> str | None:
        return await self.redis.get(f"owner:{name}")

    async def describe(self, name: str) -> str:
        rollout = await self.get_rollout(name)
        owner = await self.get_owner(name)
        return f"{name}: {rollout} % ({owner})"
