from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import Order, User


class UserRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get_user(self, user_id: int) -> User | None:
        return await self.session.get(User, user_id)

    async def get_orders(self, user_id: int, status: str = "open") -> list[Order]:
        result = await self.session.execute(
            select(Order)
            .where(Order.user_id == user_id, Order.status == status)
            .order_by(Order.total)
        )
        return list(result.scalars().all())

    async def get_orders_by_user_ids(
        self, user_ids: Iterable[int], status: str = "open"
    ) -> dict[int, list[Order]]:
        """Answer `get_orders` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for order in await self.session.scalars(
                select(Order)
                .where(
                    Order.user_id.in_(keys[start : start + 1000]),
                    Order.status == status,
                )
                .order_by(Order.total)
            ):
                orders_by_user_id[order.user_id].append(order)
        return orders_by_user_id
