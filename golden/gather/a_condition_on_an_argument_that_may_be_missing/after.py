import asyncio
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
        async def load_word():
            if request.locale is not None:
                return await self.redis.get(f"hello:{request.locale}")
            return "hello"

        word, name = await asyncio.gather(
            load_word(),
            self.redis.get(f"name:{request.user}"),
        )
        return f"{word} {name}"
