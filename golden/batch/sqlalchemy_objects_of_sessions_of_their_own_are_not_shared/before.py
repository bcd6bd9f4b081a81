from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]


class Database:
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions

    async def all(self, statement: Select[Any]) -> Sequence[Any]:
        async with self.sessions() as session:
            return (await session.scalars(statement)).all()


async def numbered(db: Database, ids: list[int]) -> list[User]:
    found = []
    for number, user_id in enumerate(ids):
        for user in await db.all(select(User).where(User.id == user_id)):
            user.place = number
            found.append(user)
    return found
