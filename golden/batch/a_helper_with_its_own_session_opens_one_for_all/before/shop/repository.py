from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from shop.models import User


class UserRepository:
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions

    async def get_user(self, user_id: int) -> User | None:
        async with self.sessions() as session:
            return await session.get(User, user_id)
