import asyncio

from redis.asyncio import Redis


async def title(redis: Redis, key: str) -> str | None:
    exact, alias = await asyncio.gather(redis.get(key), redis.get(key))
    key = await redis.hget("aliases", key) or key
    return exact or alias
