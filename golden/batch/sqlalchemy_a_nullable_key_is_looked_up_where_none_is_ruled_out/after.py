from __future__ import annotations

from collections import defaultdict

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


def children(session: Session, orders: list[Order]) -> list[list[int]]:
    found = []
    parent_ids = list(
        dict.fromkeys(
            order.parent_id for order in orders if order.parent_id is not None
        )
    )
    orders_by_parent_id: defaultdict[int | None, list[Order]] = defaultdict(list)
    for start in range(0, len(parent_ids), 1000):
        for order_row in session.scalars(
            select(Order)
            .where(Order.parent_id.in_(parent_ids[start : start + 1000]))
            .order_by(Order.id)
        ):
            orders_by_parent_id[order_row.parent_id].append(order_row)
    for order in orders:
        if order.parent_id is not None:
            rows = orders_by_parent_id.get(order.parent_id, [])
            found.append([row.id for row in rows])
    return found
