import asyncio

from redis.asyncio import Redis


async def fetch_limits(redis: Redis, key: str) -> tuple[str | None, int]:
    """The configured limit of an API key, and how long it still holds."""
    result, ttl = await asyncio.gather(
        redis.get(f"limit:{key}"),
        redis.ttl(f"limit:{key}"),
    )
    return (result, ttl)
