from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ForeignKey, String, func
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
    status: Mapped[str]
    total: Mapped[int]


def top(session: Session, ids: list[int]) -> list[list[int]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        ranked = (
            session.query(
                Order.id,
                func.row_number()
                .over(partition_by=Order.user_id, order_by=Order.total.desc())
                .label("rank"),
            )
            .filter(Order.user_id.in_(user_ids[start : start + 1000]))
            .subquery()
        )
        for order_row in (
            session.query(Order)
            .join(ranked, Order.id == ranked.c.id)
            .filter(ranked.c.rank <= 2)
            .order_by(Order.total.desc())
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user_id in ids:
        orders = orders_by_user_id.get(user_id, [])
        found.append([order.total for order in orders])
    return found
