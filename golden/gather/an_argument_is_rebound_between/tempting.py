import asyncio

from redis.asyncio import Redis


async def title(redis: Redis, key: str) -> str | None:
    key = key.lower()
    exact, folded = await asyncio.gather(redis.get(key), redis.get(key))
    return exact or folded
