from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.entities import Order, User
from shop.models import OrderRow, UserRow


class UserRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    @staticmethod
    def _to_user(row: UserRow) -> User:
        return User(id=row.id, email=row.email)

    async def get_user(self, user_id: int) -> User | None:
        result = await self.session.execute(
            select(UserRow).where(UserRow.id == user_id)
        )
        row = result.scalar_one_or_none()
        return self._to_user(row) if row else None

    async def get_orders(self, user_id: int) -> list[Order]:
        stmt = select(OrderRow).where(OrderRow.user_id == user_id).order_by(OrderRow.id)
        result = await self.session.execute(stmt)
        return [Order(id=row.id, total=row.total) for row in result.scalars().all()]
