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

    def get(
        self, order_id: int, *, orders_by_id: dict[int, Order] | None = None
    ) -> Order | None:
        order = (
            orders_by_id.get(order_id)
            if orders_by_id is not None
            else self.session.get(Order, order_id)
        )
        if order is not None and order.user_id != self.user_id:
            self.denied.append(order_id)
            raise ForbiddenError(f"order {order_id}")
        return order


def totals(orders: Orders, order_ids: list[int]) -> list[int]:
    found = []
    unique_order_ids = list(dict.fromkeys(order_ids))
    orders_by_id: dict[int, Order] = {}
    for start in range(0, len(unique_order_ids), 1000):
        for order_row in orders.session.scalars(
            select(Order).where(Order.id.in_(unique_order_ids[start : start + 1000]))
        ):
            orders_by_id[order_row.id] = order_row
    for order_id in order_ids:
        order = orders.get(order_id, orders_by_id=orders_by_id)
        found.append(order.total if order else 0)
    return found


__all__ = ["ForbiddenError", "Orders", "models", "totals"]
