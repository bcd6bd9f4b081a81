"""Invoices: all reads of one invoice belong to one transaction, so they share a session."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.tables import Customer, Order


class Invoices:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def total(self, customer_id: int) -> tuple[Customer | None, int | None]:
        person = select(Customer).where(Customer.id == customer_id)
        amount = select(func.sum(Order.cents)).where(Order.customer_id == customer_id)
        customer = await self.session.scalar(person)
        cents = await self.session.scalar(amount)
        return customer, cents
