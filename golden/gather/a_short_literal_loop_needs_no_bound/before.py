from redis.asyncio import Redis


class Health:
    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    async def beats(self) -> list[str | None]:
        return [
            await self.redis.get(f"beat:{name}") for name in ("api", "worker", "mail")
        ]
