from __future__ import annotations

from shop.models import Base, Order, User
from shop.users import Users


def counts(users: Users) -> list[int]:
    return [len(user.orders) for user in users.listed_with_orders()]


def emails(users: Users) -> list[str]:
    return [user.email for user in users.listed()]
