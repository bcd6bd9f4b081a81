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


def top(session: Session, users: list[User]) -> list[list[int]]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        ranked = (
            select(
                Order.id,
                func.row_number()
                .over(
                    partition_by=Order.user_id, order_by=(Order.total.desc(), Order.id)
                )
                .label("rank"),
            )
            .where(Order.user_id.in_(user_ids[start : start + 1000]))
            .subquery()
        )
        for order_row in session.scalars(
            select(Order)
            .join(ranked, Order.id == ranked.c.id)
            .where(ranked.c.rank <= 2)
            .order_by(Order.total.desc(), Order.id)
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user in users:
        orders = orders_by_user_id.get(user.id, [])
        found.append([order.id for order in orders])
    return found
