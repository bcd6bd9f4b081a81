from __future__ import annotations

from typing import Generic, TypeVar

from sqlalchemy import ForeignKey, String, select
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


class UserRepository(KeptRepository[User]):
    def __init__(self, session: AsyncSession) -> None:
        BaseRepository.__init__(self, User, session)


async def emails(users: UserRepository, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await users.get(user_id)
        found.append(user.email if user else None)
    return found


async def known(users: UserRepository, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        user = await users.must(user_id)
        found.append(user.email)
    return found
