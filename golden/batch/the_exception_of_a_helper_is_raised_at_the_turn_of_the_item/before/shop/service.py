from __future__ import annotations

from shop import models
from shop.models import Order
from shop.repository import UserRepository


async def emails(users: UserRepository, orders: list[Order], outbox: list[str]) -> None:
    for order in orders:
        user = await users.require(order.user_id)
        outbox.append(user.email)
