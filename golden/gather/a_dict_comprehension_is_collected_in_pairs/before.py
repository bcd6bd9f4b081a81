from redis.asyncio import Redis


async def load_flags(redis: Redis, names: list[str]) -> dict[str, str | None]:
    return {name: await redis.get(f"flag:{name}") for name in names}
