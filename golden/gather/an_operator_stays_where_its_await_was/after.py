import asyncio

from redis.asyncio import Redis


async def title(redis: Redis, key: str) -> str | None:
    exact, key_result = await asyncio.gather(redis.get(key), redis.hget("aliases", key))
    key = key_result or key
    alias = await redis.get(key)
    return exact or alias
