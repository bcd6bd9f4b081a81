import asyncio

from redis.asyncio import Redis


async def load_flags(redis: Redis, names: list[str]) -> dict[str, str | None]:
    semaphore = asyncio.Semaphore(10)

    async def fetch(name):
        async with semaphore:
            return name, await redis.get(f"flag:{name}")

    return dict(await asyncio.gather(*(fetch(name) for name in names)))
