from contextvars import ContextVar

from redis.asyncio import Redis

locale: ContextVar[str] = ContextVar("locale", default="en")


class Mailer:
    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    async def render(self, user: str) -> str:
        word = await self.redis.get(f"hello:{locale.get()}")
        return f"{word}, {user}"

    async def render_all(self, users: dict[str, str]) -> list[str]:
        letters = []
        for user, language in users.items():
            locale.set(language)
            letters.append(await self.render(user))
        return letters
