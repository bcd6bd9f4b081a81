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


def report(session: Session, users: list[User]) -> list[tuple[int, int]]:
    rows = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order in session.scalars(
            select(Order).where(
                Order.user_id.in_(user_ids[start : start + 1000]),
                Order.status == "open",
            )
        ):
            orders_by_user_id[order.user_id].append(order)
    other_orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in session.scalars(
            select(Order).where(
                Order.user_id.in_(user_ids[start : start + 1000]),
                Order.status == "paid",
            )
        ):
            other_orders_by_user_id[order_row.user_id].append(order_row)
    for user in users:
        opened = orders_by_user_id.get(user.id, [])
        paid = other_orders_by_user_id.get(user.id, [])
        rows.append((len(opened), len(paid)))
    return rows
