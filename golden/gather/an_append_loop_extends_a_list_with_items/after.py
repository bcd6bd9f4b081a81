import asyncio

from redis.asyncio import Redis


async def collect(redis: Redis, rooms: list[str]) -> list[str | None]:
    topics = [await redis.get("topic:lobby")]
    semaphore = asyncio.Semaphore(10)

    async def fetch(room):
        async with semaphore:
            return await redis.get(f"topic:{room}")

    topics.extend(await asyncio.gather(*(fetch(room) for room in rooms)))
    return topics
