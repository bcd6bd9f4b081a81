import logging
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

logger = logging.getLogger(__name__)


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

    async def all(self, statement: Select[Any]) -> Sequence[Any]:
        logger.debug(f"asking {statement}")
        async with self.sessions() as session:
            return (await session.execute(statement)).scalars().all()

    async def one_or_none(self, statement: Select[Any]) -> Any:
        logger.debug(f"asking {statement}")
        async with self.sessions() as session:
            result = await session.execute(statement)
            return result.scalar_one_or_none()


async def orders(db: Database, ids: list[int]) -> list[list[int]]:
    found = []
    for user_id in ids:
        rows = await db.all(
            select(Order).where(Order.user_id == user_id).order_by(Order.total)
        )
        found.append([order.id for order in rows])
    return found


async def emails(db: Database, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        user = await db.one_or_none(select(User).where(User.id == user_id))
        if user is None:
            continue
        found.append(user.email)
    return found
