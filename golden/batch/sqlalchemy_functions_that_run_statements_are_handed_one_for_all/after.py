import logging
from collections import defaultdict
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
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in await db.all(
            select(Order)
            .where(Order.user_id.in_(user_ids[start : start + 1000]))
            .order_by(Order.total)
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        found.append([order.id for order in rows])
    return found


async def emails(db: Database, ids: list[int]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in await db.all(
            select(User).where(User.id.in_(user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    for user_id in ids:
        user = users_by_id.get(user_id)
        if user is None:
            continue
        found.append(user.email)
    return found
