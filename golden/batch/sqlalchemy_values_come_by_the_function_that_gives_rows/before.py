from collections.abc import Sequence
from typing import Any

from sqlalchemy import ForeignKey, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    total: Mapped[int]


class Database:
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions

    async def objects(self, statement: Select[Any]) -> Sequence[Any]:
        async with self.sessions() as session:
            return (await session.scalars(statement)).all()

    async def rows(self, statement: Select[Any]) -> Sequence[Any]:
        async with self.sessions() as session:
            return (await session.execute(statement)).all()

    async def value(self, statement: Select[Any]) -> Any:
        async with self.sessions() as session:
            return await session.scalar(statement)


async def emails(db: Database, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        found.append(await db.value(select(User.email).where(User.id == user_id)))
    return found


async def counts(db: Database, ids: list[int]) -> dict[int, int]:
    found = {}
    for user_id in ids:
        found[user_id] = await db.value(
            select(func.count()).select_from(Order).where(Order.user_id == user_id)
        )
    return found


async def first(db: Database, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        user = await db.value(select(User).where(User.id == user_id))
        if user is not None:
            found.append(user.id)
    return found
