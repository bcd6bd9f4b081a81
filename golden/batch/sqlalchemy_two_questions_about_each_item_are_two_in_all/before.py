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
    for user_id in user_ids:
        user = await session.get(User, user_id)
        if user is None:
            continue
        open_orders = await session.scalar(
            select(func.count(Order.id)).where(
                Order.user_id == user_id, Order.status == "open"
            )
        )
        lines.append(Line(user.email, open_orders or 0))
    return lines
