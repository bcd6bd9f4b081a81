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

    async def all(self, statement: Select[Any]) -> list[Any]:
        async with self.sessions() as session:
            rows = (await session.scalars(statement)).all()
        return list(rows[:100])


async def emails(db: Database, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        for user in await db.all(select(User).where(User.id == user_id)):
            found.append(user.email)
    return found
