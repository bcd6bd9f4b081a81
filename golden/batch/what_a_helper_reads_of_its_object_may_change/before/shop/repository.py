from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import Order, User


class UserRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self.status = "open"

    async def get_user(self, user_id: int) -> User | None:
        return await self.session.get(User, user_id)

    async def get_orders(self, user_id: int) -> list[Order]:
        result = await self.session.execute(
            select(Order)
            .where(Order.user_id == user_id, Order.status == self.status)
            .order_by(Order.total)
        )
        return list(result.scalars().all())
