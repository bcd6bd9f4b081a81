from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]


class Guest(Base):
    __tablename__ = "guests"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]


M = TypeVar("M", bound=Base)


class Repository:
    model: type[Base]

    @classmethod
    async def get(cls, session: AsyncSession, key: int):
        found = await session.execute(select(cls.model).where(cls.model.id == key))
        return found.scalar_one_or_none()


class Users(Repository):
    model = User


def for_guests() -> None:
    Users.model = Guest


async def emails(session: AsyncSession, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await Users.get(session, user_id)
        found.append(user.email if user else None)
    return found
