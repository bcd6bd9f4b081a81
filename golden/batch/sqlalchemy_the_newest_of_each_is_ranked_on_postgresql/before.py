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


async def newest(session: AsyncSession, users: list[User]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for user in users:
        stmt = (
            select(Order)
            .where(Order.user_id == user.id)
            .order_by(Order.total.desc())
            .limit(1)
        )
        order = (await session.execute(stmt)).scalars().first()
        found[user.email] = order.id if order is not None else None
    return found
