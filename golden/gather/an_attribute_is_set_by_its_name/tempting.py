import asyncio
from dataclasses import dataclass

from redis.asyncio import Redis


@dataclass
class Options:
    redis: Redis
    theme: str = "plain"

    async def refresh(self, name: str) -> str:
        value = await self.redis.get(f"option:{name}")
        setattr(self, name, value)
        return value

    async def colours(self) -> dict[str, str]:
        return await self.redis.hgetall(f"colours:{self.theme}")

    async def load(self) -> tuple[str, dict[str, str]]:
        theme, colours = await asyncio.gather(self.refresh("theme"), self.colours())
        return theme, colours
