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


class Rows:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    def table(self):
        raise NotImplementedError

    async def get(self, key: int):
        found = await self.session.execute(
            select(self.table()).where(self.table().id == key)
        )
        return found.scalar_one_or_none()


class Users(Rows):
    def table(self):
        return User


class Guests(Users):
    def table(self):
        return Guest


async def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await users.get(user_id)
        found.append(user.email if user else None)
    return found
