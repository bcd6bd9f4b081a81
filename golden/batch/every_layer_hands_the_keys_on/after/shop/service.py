from __future__ import annotations

from collections.abc import Iterable

from shop import models
from shop.models import Order
from shop.repository import UserRepository


class OrderService:
    def __init__(self, users: UserRepository) -> None:
        self.users = users

    async def open_orders(self, user_id: int) -> list[Order]:
        return await self.users.get_orders(user_id)

    async def open_orders_by_user_ids(
        self, user_ids: Iterable[int]
    ) -> dict[int, list[Order]]:
        """Answer `open_orders` for many keys at once: a dict by key, without the missing ones."""
        return await self.users.get_orders_by_user_ids(user_ids)


async def report(service: OrderService, ids: list[int]) -> dict[int, int]:
    result = {}
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = await service.open_orders_by_user_ids(user_ids)
    for user_id in ids:
        result[user_id] = sum(
            order.total for order in orders_by_user_id.get(user_id, [])
        )
    return result
