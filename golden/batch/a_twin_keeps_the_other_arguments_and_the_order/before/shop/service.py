from __future__ import annotations

from shop import models
from shop.repository import UserRepository


async def totals(users: UserRepository, ids: list[int], status: str) -> list[list[int]]:
    found = []
    for user_id in ids:
        orders = await users.get_orders(user_id, status=status)
        found.append([order.total for order in orders])
    return found
