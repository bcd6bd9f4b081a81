from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ForeignKey, String, func, select
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


def summary(session: Session, users: list[User]) -> list[tuple[str, int, list[int]]]:
    rows = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    order_counts_by_user_id: dict[int, int] = {}
    for start in range(0, len(user_ids), 1000):
        for user_id, count_row in session.execute(
            select(Order.user_id, func.count())
            .select_from(Order)
            .where(Order.user_id.in_(user_ids[start : start + 1000]))
            .group_by(Order.user_id)
        ):
            order_counts_by_user_id[user_id] = count_row
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row_2 in session.scalars(
            select(Order)
            .where(Order.user_id.in_(user_ids[start : start + 1000]))
            .order_by(Order.id)
        ):
            orders_by_user_id[order_row_2.user_id].append(order_row_2)
    for user in users:
        count = order_counts_by_user_id.get(user.id, 0)
        orders = orders_by_user_id.get(user.id, [])
        rows.append((user.email, count, [order.total for order in orders]))
    return rows
