from __future__ import annotations

from dataclasses import dataclass

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


@dataclass
class Line:
    email: str
    open_orders: int


async def report(session: AsyncSession, user_ids: list[int]) -> list[Line]:
    lines = []
    unique_user_ids = list(dict.fromkeys(user_ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(unique_user_ids), 1000):
        for user_row in await session.scalars(
            select(User).where(User.id.in_(unique_user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    order_counts_by_user_id: dict[int, int] = {}
    for start in range(0, len(unique_user_ids), 1000):
        for key, count in await session.execute(
            select(Order.user_id, func.count(Order.id))
            .where(
                Order.user_id.in_(unique_user_ids[start : start + 1000]),
                Order.status == "open",
            )
            .group_by(Order.user_id)
        ):
            order_counts_by_user_id[key] = count
    for user_id in user_ids:
        user = users_by_id.get(user_id)
        if user is None:
            continue
        open_orders = order_counts_by_user_id.get(user_id, 0)
        lines.append(Line(user.email, open_orders or 0))
    return lines
