from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from shop.models import User


class UserRepository:
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions

    async def get_user(self, user_id: int) -> User | None:
        async with self.sessions() as session:
            return await session.get(User, user_id)

    async def get_users_by_ids(self, user_ids: Iterable[int]) -> dict[int, User]:
        """Answer `get_user` for many keys at once: a dict by key, without the missing ones."""
        async with self.sessions() as session:
            keys = list(dict.fromkeys(user_ids))
            users_by_id: dict[int, User] = {}
            for start in range(0, len(keys), 1000):
                for user in await session.scalars(
                    select(User).where(User.id.in_(keys[start : start + 1000]))
                ):
                    users_by_id[user.id] = user
        return users_by_id
