from __future__ import annotations

from sqlalchemy import ForeignKey, String, func, select
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


async def order_counts(session: AsyncSession, user_ids: list[int]) -> dict[int, int]:
    unique_user_ids = list(dict.fromkeys(user_ids))
    order_counts_by_user_id: dict[int, int] = {}
    for start in range(0, len(unique_user_ids), 1000):
        for key, count in await session.execute(
            select(Order.user_id, func.count())
            .select_from(Order)
            .where(Order.user_id.in_(unique_user_ids[start : start + 1000]))
            .group_by(Order.user_id)
        ):
            order_counts_by_user_id[key] = count
    return {
        user_id: order_counts_by_user_id.get(user_id, 0) or 0 for user_id in user_ids
    }
