from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

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


class Repository(Generic[M]):
    def __init__(self, session: AsyncSession, model: type[M]) -> None:
        self.session = session
        self.model = model

    async def get(self, key: int) -> M | None:
        return await self.session.get(self.model, key)

    async def get_by_keys(self, keys: Iterable[int]) -> dict[int, M]:
        """Answer `get` for many keys at once: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        rows_by_key: dict[int, M] = {}
        for start in range(0, len(wanted), 1000):
            for row in await self.session.scalars(
                select(self.model).where(
                    self.model.id.in_(wanted[start : start + 1000])
                )
            ):
                rows_by_key[row.id] = row
        return rows_by_key


class OrderRepository(Repository[Order]):
    def __init__(self, session: AsyncSession) -> None:
        super().__init__(session, Order)

    async def of_user(self, user_id: int) -> list[Order]:
        rows = select(self.model).where(self.model.user_id == user_id)
        return list(await self.session.scalars(rows.order_by(self.model.id)))

    async def of_user_by_user_ids(
        self, user_ids: Iterable[int]
    ) -> dict[int, list[Order]]:
        """Answer `of_user` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for order in await self.session.scalars(
                select(self.model)
                .where(self.model.user_id.in_(keys[start : start + 1000]))
                .order_by(self.model.id)
            ):
                orders_by_user_id[order.user_id].append(order)
        return orders_by_user_id


class UnitOfWork:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def __aenter__(self):
        self.users = Repository(self.session, User)
        self.orders = OrderRepository(self.session)
        return self

    async def __aexit__(self, *error) -> None:
        await self.session.rollback()


async def emails(uow: UnitOfWork, ids: list[int]) -> list[str]:
    found = []
    async with uow:
        user_ids = list(dict.fromkeys(ids))
        users_by_id = await uow.users.get_by_keys(user_ids)
        for user_id in ids:
            user = users_by_id.get(user_id)
            if user is not None:
                found.append(user.email)
    return found


async def totals(uow: UnitOfWork, ids: list[int]) -> dict[int, int]:
    async with uow as work:
        user_ids = list(dict.fromkeys(ids))
        orders_by_user_id = await work.orders.of_user_by_user_ids(user_ids)
        return {i: sum(o.total for o in orders_by_user_id.get(i, [])) for i in ids}
