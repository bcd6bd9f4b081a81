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


async def open_orders(session: AsyncSession, user_ids: list[int]) -> list[int]:
    found: list[int] = []
    for user_id in user_ids:
        stmt = select(Order)
        stmt = stmt.where(Order.user_id == user_id)
        stmt = stmt.where(Order.status == "open")
        stmt = stmt.order_by(Order.total)
        result = await session.execute(stmt)
        found.extend(order.id for order in result.scalars())
    return found
