from __future__ import annotations

from typing import Generic, TypeVar

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


async def find(session: AsyncSession, model: type[M], key: int) -> M | None:
    return await session.get(model, key)


async def emails(
    session: AsyncSession, ids: list[int], guests: bool
) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await find(session, Guest if guests else User, user_id)
        found.append(user.email if user else None)
    return found
