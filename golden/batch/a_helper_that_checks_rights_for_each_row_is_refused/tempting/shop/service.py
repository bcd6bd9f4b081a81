from __future__ import annotations

from sqlalchemy import select
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

    def get_many(self, order_ids: list[int]) -> dict[int, Order]:
        rows = self.session.scalars(select(Order).where(Order.id.in_(order_ids)))
        return {order.id: order for order in rows}


def totals(orders: Orders, order_ids: list[int]) -> list[int]:
    found = []
    by_id = orders.get_many(order_ids)
    for order_id in order_ids:
        order = by_id.get(order_id)
        found.append(order.total if order else 0)
    return found


__all__ = ["ForbiddenError", "Orders", "models", "totals"]
