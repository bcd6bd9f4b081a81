from __future__ import annotations

from sqlalchemy.orm import Session

from shop import models
from shop.models import Order


class ForbiddenError(PermissionError):
    pass


class Orders:
    def __init__(self, session: Session, user_id: int) -> None:
        self.session = session
        self.user_id = user_id
        self.denied: list[int] = []

    def get(self, order_id: int) -> Order | None:
        order = self.session.get(Order, order_id)
        if order is not None and order.user_id != self.user_id:
            self.denied.append(order_id)
            raise ForbiddenError(f"order {order_id}")
        return order


def totals(orders: Orders, order_ids: list[int]) -> list[int]:
    found = []
    for order_id in order_ids:
        order = orders.get(order_id)
        found.append(order.total if order else 0)
    return found


__all__ = ["ForbiddenError", "Orders", "models", "totals"]
