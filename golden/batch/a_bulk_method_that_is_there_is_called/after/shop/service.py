from __future__ import annotations

from shop import models
from shop.models import Order
from shop.repository import UserRepository


async def emails(users: UserRepository, orders: list[Order]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(order.user_id for order in orders))
    users_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in await users.find_many(user_ids[start : start + 1000]):
            users_by_id[user_row.id] = user_row
    for order in orders:
        user = users_by_id.get(order.user_id)
        found.append(user.email if user else None)
    return found
