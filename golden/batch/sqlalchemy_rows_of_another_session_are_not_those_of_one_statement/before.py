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
    def __init__(
        self,
        primary: async_sessionmaker[AsyncSession],
        replica: async_sessionmaker[AsyncSession],
    ) -> None:
        self.primary = primary
        self.replica = replica

    async def all(self, statement: Select[Any]) -> Sequence[Any]:
        async with self.replica() as session:
            return (await session.scalars(statement)).all()

    async def first(self, statement: Select[Any]) -> Any:
        async with self.primary() as session:
            return (await session.scalars(statement)).first()


async def emails(db: Database, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        user = await db.first(select(User).where(User.id == user_id))
        if user is not None:
            found.append(user.email)
    return found
