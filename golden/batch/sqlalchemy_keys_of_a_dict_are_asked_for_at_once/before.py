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


async def over_budget(session: AsyncSession, budgets: dict[int, int]) -> list[int]:
    over = []
    for user_id, budget in budgets.items():
        spent = await session.scalar(
            select(func.sum(Order.total)).where(Order.user_id == user_id)
        )
        if spent is not None and spent > budget:
            over.append(user_id)
    return over
