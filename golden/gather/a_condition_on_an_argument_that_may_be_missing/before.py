from dataclasses import dataclass

from redis.asyncio import Redis


@dataclass
class Request:
    user: str
    locale: str | None = None


class Greeter:
    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    async def greet(self, request: Request) -> str:
        word = "hello"
        if request.locale is not None:
            word = await self.redis.get(f"hello:{request.locale}")
        name = await self.redis.get(f"name:{request.user}")
        return f"{word} {name}"
