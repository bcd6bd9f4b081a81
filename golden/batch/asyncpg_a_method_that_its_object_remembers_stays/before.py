import asyncpg

from alru import alru_cache

SCHEMA = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL)"


class Users:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool
        self.email = alru_cache(maxsize=1000)(self.email)

    async def email(self, user_id: int) -> str | None:
        return await self.pool.fetchval(
            "SELECT email FROM users WHERE id = $1", user_id
        )


async def emails(users: Users, ids: list[int]) -> list[str | None]:
    return [await users.email(user_id) for user_id in ids]
