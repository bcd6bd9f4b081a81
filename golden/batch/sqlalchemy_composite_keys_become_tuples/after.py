from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ForeignKey, String, select, tuple_
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


def same(session: Session, orders: list[Order]) -> list[list[int]]:
    found = []
    keys = list(dict.fromkeys((order.user_id, order.total) for order in orders))
    orders_by_user_id_and_total = defaultdict(list)
    for start in range(0, len(keys), 1000):
        for order_row in session.scalars(
            select(Order)
            .where(tuple_(Order.user_id, Order.total).in_(keys[start : start + 1000]))
            .order_by(Order.id)
        ):
            orders_by_user_id_and_total[(order_row.user_id, order_row.total)].append(
                order_row
            )
    for order in orders:
        rows = orders_by_user_id_and_total.get((order.user_id, order.total), [])
        found.append([row.id for row in rows])
    return found
