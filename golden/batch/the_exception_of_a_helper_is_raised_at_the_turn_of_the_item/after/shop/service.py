from __future__ import annotations

from shop import models
from shop.errors import NotFoundError
from shop.models import Order
from shop.repository import UserRepository


async def emails(users: UserRepository, orders: list[Order], outbox: list[str]) -> None:
    user_ids = list(dict.fromkeys(order.user_id for order in orders))
    users_by_id = await users.require_by_user_ids(user_ids)
    for order in orders:
        if order.user_id not in users_by_id:
            raise NotFoundError(f"no user {order.user_id}")
        user = users_by_id[order.user_id]
        outbox.append(user.email)
