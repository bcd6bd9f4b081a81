from __future__ import annotations

from sqlalchemy import ForeignKey, String, select, update
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


async def mark_paid(session: AsyncSession, order_id: int) -> None:
    await session.execute(
        update(Order).where(Order.id == order_id).values(status="paid")
    )
    await session.commit()


async def pay_all(session: AsyncSession, order_ids: list[int]) -> list[str]:
    emails = []
    for order_id in order_ids:
        email = await session.scalar(
            select(User.email)
            .join(Order, Order.user_id == User.id)
            .where(Order.id == order_id)
        )
        await mark_paid(session, order_id)
        emails.append(email or "")
    return emails
