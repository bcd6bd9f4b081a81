from asyncio import gather

from redis.asyncio import Redis


class Session:
    def __init__(self, redis: Redis, token: str) -> None:
        self.redis = redis
        self.token = token

    async def get_scopes(self) -> set[str]:
        return await self.redis.smembers(f"scopes:{self.token}")

    async def get_owner(self) -> str | None:
        return await self.redis.get(f"owner:{self.token}")

    async def allowed(self, scope: str) -> bool:
        scopes, owner = await gather(self.get_scopes(), self.get_owner())
        return owner is not None and scope in scopes


async def all_allowed(sessions: list[Session], scope: str) -> bool:
    return all(await gather(*(session.allowed(scope) for session in sessions)))
