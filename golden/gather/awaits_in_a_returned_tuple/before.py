from redis.asyncio import Redis


async def fetch_limits(redis: Redis, key: str) -> tuple[str | None, int]:
    """The configured limit of an API key, and how long it still holds."""
    return (await redis.get(f"limit:{key}"), await redis.ttl(f"limit:{key}"))
