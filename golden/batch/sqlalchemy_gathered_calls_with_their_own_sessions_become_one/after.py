from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
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
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


async def load_orders(
    sessions: async_sessionmaker[AsyncSession], user_id: int
) -> list[Order]:
    async with sessions() as session:
        rows = await session.scalars(
            select(Order).where(Order.user_id == user_id).order_by(Order.id)
        )
        return list(rows)


async def load_orders_by_user_ids(
    sessions: async_sessionmaker[AsyncSession], user_ids: Iterable[int]
) -> dict[int, list[Order]]:
    """Answer `load_orders` for many keys at once: a dict by key, without the missing ones."""
    async with sessions() as session:
        keys = list(dict.fromkeys(user_ids))
        orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for order in await session.scalars(
                select(Order)
                .where(Order.user_id.in_(keys[start : start + 1000]))
                .order_by(Order.id)
            ):
                orders_by_user_id[order.user_id].append(order)
    return orders_by_user_id


async def order_ids(
    sessions: async_sessionmaker[AsyncSession], user_ids: list[int]
) -> list[list[int]]:
    unique_user_ids = list(dict.fromkeys(user_ids))
    orders_by_user_id = await load_orders_by_user_ids(sessions, unique_user_ids)
    lists = [orders_by_user_id.get(user_id, []) for user_id in user_ids]
    return [[order.id for order in orders] for orders in lists]
