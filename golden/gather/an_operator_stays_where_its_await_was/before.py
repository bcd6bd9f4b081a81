from redis.asyncio import Redis


async def title(redis: Redis, key: str) -> str | None:
    exact = await redis.get(key)
    key = await redis.hget("aliases", key) or key
    alias = await redis.get(key)
    return exact or alias
