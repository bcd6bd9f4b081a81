from __future__ import annotations

from collections.abc import Iterable
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


async def find_by_keys(
    session: AsyncSession, model: type[M], keys: Iterable[int]
) -> dict[int, M]:
    """Answer `find` for many keys at once: a dict by key, without the missing ones."""
    wanted = list(dict.fromkeys(keys))
    users_by_id: dict[int, M] = {}
    for start in range(0, len(wanted), 1000):
        for user in await session.scalars(
            select(model).where(model.id.in_(wanted[start : start + 1000]))
        ):
            users_by_id[user.id] = user
    return users_by_id


async def must(session: AsyncSession, model: type[M], key: int) -> M:
    statement = select(model).where(model.id == key)
    row = (await session.execute(statement)).scalar_one_or_none()
    if row is None:
        raise LookupError("there is no such row")
    return row


async def must_by_keys(
    session: AsyncSession, model: type[M], keys: Iterable[int]
) -> dict[int, M]:
    """Answer `must` for many keys at once: a dict by key, without the missing ones."""
    wanted = list(dict.fromkeys(keys))
    orders_by_id: dict[int, M] = {}
    for start in range(0, len(wanted), 1000):
        for order in await session.scalars(
            select(model).where(model.id.in_(wanted[start : start + 1000]))
        ):
            orders_by_id[order.id] = order
    return orders_by_id


async def emails(session: AsyncSession, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = await find_by_keys(session, User, user_ids)
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found


async def totals(session: AsyncSession, ids: list[int]) -> list[int]:
    found = []
    order_ids = list(dict.fromkeys(ids))
    orders_by_id = await must_by_keys(session, Order, order_ids)
    for order_id in ids:
        if order_id not in orders_by_id:
            raise LookupError("there is no such row")
        order = orders_by_id[order_id]
        found.append(order.total)
    return found
