"""Reads of the shop's database; every read opens a session of its own."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from shop.tables import Customer, Order, Ticket


class Reads:
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions

    async def customer(self, customer_id: int) -> Customer | None:
        async with self.sessions() as session:
            query = select(Customer).where(Customer.id == customer_id)
            return await session.scalar(query)

    async def orders(self, customer_id: int) -> Sequence[Order]:
        async with self.sessions() as session:
            query = select(Order).where(Order.customer_id == customer_id)
            return (await session.scalars(query.order_by(Order.id))).all()

    async def tickets(self, customer_id: int) -> Sequence[Ticket]:
        async with self.sessions() as session:
            query = select(Ticket).where(Ticket.customer_id == customer_id)
            return (await session.scalars(query.order_by(Ticket.id))).all()

    async def customer_count(self) -> int | None:
        async with self.sessions() as session:
            return await session.scalar(select(func.count()).select_from(Customer))

    async def revenue(self) -> int | None:
        async with self.sessions() as session:
            return await session.scalar(select(func.sum(Order.cents)))
