from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)
    orders: Mapped[list[Order]] = relationship(order_by="Order.id")


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


async def order_counts(session: AsyncSession, user_ids: list[int]) -> list[int]:
    counts = []
    users = {
        user.id: user
        for user in await session.scalars(select(User).where(User.id.in_(user_ids)))
    }
    for user_id in user_ids:
        user = users.get(user_id)
        counts.append(len(user.orders) if user is not None else 0)
    return counts
