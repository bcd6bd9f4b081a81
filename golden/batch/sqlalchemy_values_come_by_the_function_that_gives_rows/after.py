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
    user_ids = list(dict.fromkeys(ids))
    emails_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for key, value in await db.rows(
            select(User.id, User.email).where(
                User.id.in_(user_ids[start : start + 1000])
            )
        ):
            emails_by_id[key] = value
    for user_id in ids:
        found.append(emails_by_id.get(user_id))
    return found


async def counts(db: Database, ids: list[int]) -> dict[int, int]:
    found = {}
    user_ids = list(dict.fromkeys(ids))
    order_counts_by_user_id: dict[int, int] = {}
    for start in range(0, len(user_ids), 1000):
        for key, count in await db.rows(
            select(Order.user_id, func.count())
            .select_from(Order)
            .where(Order.user_id.in_(user_ids[start : start + 1000]))
            .group_by(Order.user_id)
        ):
            order_counts_by_user_id[key] = count
    for user_id in ids:
        found[user_id] = order_counts_by_user_id.get(user_id, 0)
    return found


async def first(db: Database, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in await db.objects(
            select(User).where(User.id.in_(user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    for user_id in ids:
        user = users_by_id.get(user_id)
        if user is not None:
            found.append(user.id)
    return found
