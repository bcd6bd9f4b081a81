from __future__ import annotations

from shop import models
from shop.errors import NotFoundError
from shop.models import Order
from shop.repository import OrderRepository, UserRepository


class Billing:
    def __init__(self, users: UserRepository, orders: OrderRepository) -> None:
        self.users = users
        self.orders = orders

    async def remind(self, user_ids: list[int], letters: list[str]) -> None:
        unique_user_ids = list(dict.fromkeys(user_ids))
        users_by_id = await self.users.get_by_keys(unique_user_ids)
        for user_id in user_ids:
            if user_id not in users_by_id:
                raise NotFoundError(user_id)
            user = users_by_id[user_id]
            letters.append(user.email)

    async def open_orders(self, user_ids: list[int]) -> dict[int, list[Order]]:
        unique_user_ids = list(dict.fromkeys(user_ids))
        orders_by_user_id = await self.orders.open_of_by_user_ids(unique_user_ids)
        return {
            user_id: list(orders_by_user_id.get(user_id, ())) for user_id in user_ids
        }


def totals(orders: dict[int, list[models.Order]]) -> dict[int, int]:
    return {key: sum(order.total for order in value) for key, value in orders.items()}
