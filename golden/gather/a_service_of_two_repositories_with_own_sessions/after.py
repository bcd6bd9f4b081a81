import asyncio
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]


class Users:
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def get(self, user_id: int) -> User | None:
        async with self._sessions() as session:
            return await session.get(User, user_id)


class Orders:
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def of(self, user_id: int) -> list[Order]:
        query = select(Order).where(Order.user_id == user_id).order_by(Order.id)
        async with self._sessions() as session:
            found = await session.scalars(query)
            return list(found.all())


@dataclass
class Dashboard:
    users: Users
    orders: Orders

    async def page(self, user_id: int) -> str:
        user, orders = await asyncio.gather(
            self.users.get(user_id),
            self.orders.of(user_id),
        )
        name = user.name if user else "nobody"
        return f"{name}: {[order.id for order in orders]}"
