from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    parent_id: Mapped[int | None]
    status: Mapped[str]
    total: Mapped[int]


def parents(session: Session, orders: list[Order]) -> list[str | None]:
    found = []
    order_ids = list(
        dict.fromkeys(
            order.parent_id for order in orders if order.parent_id is not None
        )
    )
    orders_by_id: dict[int, Order] = {}
    for start in range(0, len(order_ids), 1000):
        for order_row in session.scalars(
            select(Order).where(Order.id.in_(order_ids[start : start + 1000]))
        ):
            orders_by_id[order_row.id] = order_row
    for order in orders:
        if order.parent_id is None:
            continue
        parent = orders_by_id.get(order.parent_id)
        found.append(parent.status if parent else None)
    return found
