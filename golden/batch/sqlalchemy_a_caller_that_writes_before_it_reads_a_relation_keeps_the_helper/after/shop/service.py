from __future__ import annotations

from shop.models import Base, Order, User
from shop.users import Users


def counts(users: Users) -> list[int]:
    return [len(user.orders) for user in users.listed_with_orders()]


def grown(users: Users) -> list[int]:
    listed = users.listed()
    for user in listed:
        users.session.add(Order(user_id=user.id, total=1))
    users.session.flush()
    return [len(user.orders) for user in listed]
