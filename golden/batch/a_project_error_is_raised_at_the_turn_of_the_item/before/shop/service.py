from __future__ import annotations

from shop import models
from shop.models import Order
from shop.repository import OrderRepository, UserRepository


class Billing:
    def __init__(self, users: UserRepository, orders: OrderRepository) -> None:
        self.users = users
        self.orders = orders

    async def remind(self, user_ids: list[int], letters: list[str]) -> None:
        for user_id in user_ids:
            user = await self.users.get(user_id)
            letters.append(user.email)

    async def open_orders(self, user_ids: list[int]) -> dict[int, list[Order]]:
        return {user_id: await self.orders.open_of(user_id) for user_id in user_ids}


def totals(orders: dict[int, list[models.Order]]) -> dict[int, int]:
    return {key: sum(order.total for order in value) for key, value in orders.items()}
