from __future__ import annotations

from shop import models
from shop.models import Order
from shop.repository import UserRepository


class OrderService:
    def __init__(self, users: UserRepository) -> None:
        self.users = users

    async def open_orders(self, user_id: int) -> list[Order]:
        return await self.users.get_orders(user_id)


async def report(service: OrderService, ids: list[int]) -> dict[int, int]:
    result = {}
    for user_id in ids:
        result[user_id] = sum(
            order.total for order in await service.open_orders(user_id)
        )
    return result
