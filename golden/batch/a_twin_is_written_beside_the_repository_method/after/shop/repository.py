from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import Order, User


class UserRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get_user(self, user_id: int) -> User | None:
        return await self.session.get(User, user_id)

    async def get_users_by_ids(self, user_ids: Iterable[int]) -> dict[int, User]:
        """Answer `get_user` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        users_by_id: dict[int, User] = {}
        for start in range(0, len(keys), 1000):
            for user in await self.session.scalars(
                select(User).where(User.id.in_(keys[start : start + 1000]))
            ):
                users_by_id[user.id] = user
        return users_by_id

    async def get_orders(self, user_id: int, status: str = "open") -> list[Order]:
        result = await self.session.execute(
            select(Order)
            .where(Order.user_id == user_id, Order.status == status)
            .order_by(Order.total)
        )
        return list(result.scalars().all())
