from __future__ import annotations

from sqlalchemy.orm import Session, selectinload

from shop.models import Base, Order, User
from shop.orders import Orders


class Service:
    def __init__(self, orders: Orders) -> None:
        self.orders = orders

    def found(self, least: int | None, page: int) -> list[Order]:
        return self.orders.search(least, page)

    def owners(self, least: int | None) -> list[str]:
        return [o.user.email if o.user else "" for o in self.found(least, 0)]


def first_totals(session: Session, least: int | None) -> list[int]:
    query = session.query(User)
    if least is not None:
        query = query.filter(User.id >= least)
    users = query.order_by(User.id).limit(2).options(selectinload(User.orders)).all()
    return [sum(order.total for order in user.orders) for user in users]
