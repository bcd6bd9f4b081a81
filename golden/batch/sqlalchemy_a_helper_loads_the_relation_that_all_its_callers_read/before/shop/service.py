from __future__ import annotations

from sqlalchemy.orm import Session

from shop.models import Base, Order, User
from shop.users import Users


def counts(users: Users) -> list[int]:
    found = []
    for user in users.listed():
        found.append(len(user.orders))
    return found


def totals(session: Session) -> dict[str, int]:
    users = Users(session).listed()
    return {user.email: sum(order.total for order in user.orders) for user in users}
