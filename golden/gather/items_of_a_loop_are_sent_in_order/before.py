from redis.asyncio import Redis


class Outbox:
    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    async def flush(self, channel: str, messages: list[str]) -> None:
        for message in messages:
            await self.redis.publish(channel, message)
