from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    total: Mapped[int]


M = TypeVar("M", bound=Base)
Kept = TypeVar("Kept", bound=Base)


class BaseRepository(Generic[M]):
    def __init__(self, model: type[M], session: AsyncSession) -> None:
        self.model: type[M] = model
        self.session = session

    async def get(self, key: int) -> M | None:
        found = await self.session.execute(
            select(self.model).where(self.model.id == key)
        )
        return found.scalar_one_or_none()

    async def get_many(self, keys: list[int]) -> list[M]:
        found = await self.session.execute(
            select(self.model).where(self.model.id.in_(keys))
        )
        return list(found.scalars().all())


class KeptRepository(BaseRepository[Kept]):
    async def must(self, key: int) -> Kept:
        found = await self.session.execute(
            select(self.model).where(self.model.id == key)
        )
        return found.scalar_one()

    async def must_by_keys(self, keys: Iterable[int]) -> dict[int, Kept]:
        """Answer `must` for many keys at once: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        rows_by_key: dict[int, Kept] = {}
        for start in range(0, len(wanted), 1000):
            for row in await self.session.scalars(
                select(self.model).where(
                    self.model.id.in_(wanted[start : start + 1000])
                )
            ):
                rows_by_key[row.id] = row
        return rows_by_key


class UserRepository(KeptRepository[User]):
    def __init__(self, session: AsyncSession) -> None:
        BaseRepository.__init__(self, User, session)


async def emails(users: UserRepository, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in await users.get_many(user_ids[start : start + 1000]):
            users_by_id[user_row.id] = user_row
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found


async def known(users: UserRepository, ids: list[int]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = await users.must_by_keys(user_ids)
    for user_id in ids:
        if user_id not in users_by_id:
            raise NoResultFound("No row was found when one was required")
        user = users_by_id[user_id]
        found.append(user.email)
    return found
