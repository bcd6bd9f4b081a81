from __future__ import annotations

from shop import models
from shop.repository import UserRepository


def emails(users: UserRepository, orders: list[models.Order]) -> list[str]:
    found = []
    for order in orders:
        user = users.get(order.user_id)
        found.append(user.email if user is not None else "nobody")
    return found
