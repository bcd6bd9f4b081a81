from __future__ import annotations

import asyncio

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


async def order_ids(
    sessions: async_sessionmaker[AsyncSession], user_ids: list[int]
) -> list[list[int]]:
    lists = await asyncio.gather(
        *(load_orders(sessions, user_id) for user_id in user_ids)
    )
    return [[order.id for order in orders] for orders in lists]
