from __future__ import annotations

from shop import models
from shop.repository import UserRepository


def emails(users: UserRepository, orders: list[models.Order]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(order.user_id for order in orders))
    users_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in users.get_many(user_ids[start : start + 1000]):
            users_by_id[user_row.id] = user_row
    for order in orders:
        user = users_by_id.get(order.user_id)
        found.append(user.email if user is not None else "nobody")
    return found
