from __future__ import annotations

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


class OrderRepository(Repository[Order]):
    def __init__(self, session: AsyncSession) -> None:
        super().__init__(session, Order)

    async def of_user(self, user_id: int) -> list[Order]:
        rows = select(self.model).where(self.model.user_id == user_id)
        return list(await self.session.scalars(rows.order_by(self.model.id)))


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
        for user_id in ids:
            user = await uow.users.get(user_id)
            if user is not None:
                found.append(user.email)
    return found


async def totals(uow: UnitOfWork, ids: list[int]) -> dict[int, int]:
    async with uow as work:
        return {i: sum(o.total for o in await work.orders.of_user(i)) for i in ids}
