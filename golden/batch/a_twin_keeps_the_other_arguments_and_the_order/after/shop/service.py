from __future__ import annotations

from shop import models
from shop.repository import UserRepository


async def totals(users: UserRepository, ids: list[int], status: str) -> list[list[int]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = await users.get_orders_by_user_ids(user_ids, status=status)
    for user_id in ids:
        orders = orders_by_user_id.get(user_id, [])
        found.append([order.total for order in orders])
    return found
