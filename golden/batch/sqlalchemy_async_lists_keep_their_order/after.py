from __future__ import annotations

from collections import defaultdict

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
    parent_id: Mapped[int | None]
    status: Mapped[str]
    total: Mapped[int]


async def totals(session: AsyncSession, users: list[User]) -> list[list[int]]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in await session.scalars(
            select(Order)
            .where(Order.user_id.in_(user_ids[start : start + 1000]))
            .order_by(Order.total)
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user in users:
        found.append([order.total for order in orders_by_user_id.get(user.id, [])])
    return found
