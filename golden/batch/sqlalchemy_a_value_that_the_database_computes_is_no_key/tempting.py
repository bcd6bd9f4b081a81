from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    column_property,
    mapped_column,
)


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[int] = column_property(
        select(func.count(Item.id)).where(Item.order_id == id).scalar_subquery()
    )


def numbers(session: Session, sizes: list[int]) -> list[list[int]]:
    found = []
    unique_sizes = list(dict.fromkeys(sizes))
    orders_by_size: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(unique_sizes), 1000):
        for order_row in session.scalars(
            select(Order)
            .where(Order.size.in_(unique_sizes[start : start + 1000]))
            .order_by(Order.id)
        ):
            orders_by_size[order_row.size].append(order_row)
    for size in sizes:
        found.append([order.id for order in orders_by_size.get(size, [])])
    return found
