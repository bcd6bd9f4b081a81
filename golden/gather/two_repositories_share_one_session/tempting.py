import asyncio

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Users:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get(self, user_id: int) -> User | None:
        return await self.session.get(User, user_id)


class Statistics:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def count_users(self) -> int | None:
        return await self.session.scalar(select(func.count(User.id)))


class Service:
    def __init__(self, session: AsyncSession) -> None:
        self.users = Users(session)
        self.statistics = Statistics(session)

    async def page(self, user_id: int) -> str:
        user, total = await asyncio.gather(
            self.users.get(user_id), self.statistics.count_users()
        )
        return f"{user.name if user else '?'}, one of {total}"
