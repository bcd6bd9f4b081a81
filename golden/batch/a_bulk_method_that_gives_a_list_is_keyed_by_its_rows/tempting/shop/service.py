from __future__ import annotations

from shop import models
from shop.repository import UserRepository


def emails(users: UserRepository, orders: list[models.Order]) -> list[str]:
    found = []
    for user in users.get_many({order.user_id for order in orders}):
        found.append(user.email if user is not None else "nobody")
    return found
