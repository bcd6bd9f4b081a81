import asyncio

from redis.asyncio import Redis


class Outbox:
    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    async def flush(self, channel: str, messages: list[str]) -> None:
        await asyncio.gather(*(self.redis.publish(channel, m) for m in messages))
