from redis.asyncio import Redis


async def collect(redis: Redis, rooms: list[str]) -> list[str | None]:
    topics = [await redis.get("topic:lobby")]
    for room in rooms:
        topics.append(await redis.get(f"topic:{room}"))
    return topics
