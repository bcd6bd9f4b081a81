from __future__ import annotations

from typing import TypeVar

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
    total: Mapped[int]


M = TypeVar("M", bound=Base)


async def find(session: AsyncSession, model: type[M], key: int) -> M | None:
    return await session.get(model, key)


async def must(session: AsyncSession, model: type[M], key: int) -> M:
    statement = select(model).where(model.id == key)
    row = (await session.execute(statement)).scalar_one_or_none()
    if row is None:
        raise LookupError("there is no such row")
    return row


async def emails(session: AsyncSession, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await find(session, User, user_id)
        found.append(user.email if user else None)
    return found


async def totals(session: AsyncSession, ids: list[int]) -> list[int]:
    found = []
    for order_id in ids:
        order = await must(session, Order, order_id)
        found.append(order.total)
    return found
