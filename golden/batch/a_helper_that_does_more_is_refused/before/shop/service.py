from __future__ import annotations

from shop import models
from shop.models import Order
from shop.repository import UserRepository


async def emails(users: UserRepository, orders: list[Order]) -> list[str]:
    found = []
    for order in orders:
        user = await users.get_user(order.user_id)
        found.append(user.email if user else "?")
    return found
