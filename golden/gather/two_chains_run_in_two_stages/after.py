import asyncio
from dataclasses import dataclass

from redis.asyncio import Redis


@dataclass
class Feed:
    redis: Redis

    async def get_cursor(self, user: str) -> str | None:
        return await self.redis.get(f"cursor:{user}")

    async def get_posts(self, cursor: str | None) -> list[str]:
        return await self.redis.lrange(f"posts:{cursor}", 0, 9)

    async def get_theme(self, user: str) -> str | None:
        return await self.redis.get(f"theme:{user}")

    async def get_colours(self, theme: str | None) -> dict[str, str]:
        return await self.redis.hgetall(f"colours:{theme}")

    async def screen(self, user: str) -> dict[str, object]:
        cursor, theme = await asyncio.gather(
            self.get_cursor(user),
            self.get_theme(user),
        )
        posts, colours = await asyncio.gather(
            self.get_posts(cursor),
            self.get_colours(theme),
        )
        return {"posts": posts, "colours": colours, "theme": theme}
