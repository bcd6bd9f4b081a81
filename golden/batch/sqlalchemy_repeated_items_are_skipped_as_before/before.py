from __future__ import annotations

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
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


async def each_once(session: AsyncSession, user_ids: list[int]) -> list[list[int]]:
    seen: set[int] = set()
    result = []
    for user_id in user_ids:
        if user_id in seen:
            continue
        seen.add(user_id)
        orders = await session.scalars(
            select(Order).where(Order.user_id == user_id).order_by(Order.id)
        )
        result.append([order.id for order in orders])
    return result
