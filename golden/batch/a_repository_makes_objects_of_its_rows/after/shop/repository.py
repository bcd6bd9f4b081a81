from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

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

    async def get_user_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, User]:
        """Answer `get_user` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        user_rows_by_id = {}
        for start in range(0, len(keys), 1000):
            for user_row in await self.session.scalars(
                select(UserRow).where(UserRow.id.in_(keys[start : start + 1000]))
            ):
                user_rows_by_id[user_row.id] = user_row
        return {key: self._to_user(row) for key, row in user_rows_by_id.items()}

    async def get_orders(self, user_id: int) -> list[Order]:
        stmt = select(OrderRow).where(OrderRow.user_id == user_id).order_by(OrderRow.id)
        result = await self.session.execute(stmt)
        return [Order(id=row.id, total=row.total) for row in result.scalars().all()]

    async def get_orders_by_user_ids(
        self, user_ids: Iterable[int]
    ) -> dict[int, list[Order]]:
        """Answer `get_orders` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        order_rows_by_user_id = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for order_row in await self.session.scalars(
                select(OrderRow)
                .where(OrderRow.user_id.in_(keys[start : start + 1000]))
                .order_by(OrderRow.id)
            ):
                order_rows_by_user_id[order_row.user_id].append(order_row)
        return {
            key: [Order(id=row.id, total=row.total) for row in rows]
            for key, rows in order_rows_by_user_id.items()
        }
