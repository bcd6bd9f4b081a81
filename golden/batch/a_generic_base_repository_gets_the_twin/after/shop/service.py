from __future__ import annotations

from shop import models
from shop.models import Order
from shop.repository import UserRepository


async def emails(users: UserRepository, orders: list[Order]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(order.user_id for order in orders))
    users_by_id = await users.get_by_keys(user_ids)
    for order in orders:
        user = users_by_id.get(order.user_id)
        found.append(user.email if user else None)
    return found
