from redis.asyncio import Redis


async def title(redis: Redis, key: str) -> str | None:
    exact = await redis.get(key)
    key = key.lower()
    folded = await redis.get(key)
    return exact or folded
