from __future__ import annotations

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


def names(session: Session, orders: list[Order]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(order.user_id for order in orders))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in session.query(User).filter(
            User.id.in_(user_ids[start : start + 1000])
        ):
            users_by_id[user_row.id] = user_row
    order_counts_by_user_id: dict[int, int] = {}
    for start in range(0, len(user_ids), 1000):
        for user_id, count in (
            session.query(Order.user_id, func.count())
            .filter(Order.user_id.in_(user_ids[start : start + 1000]))
            .group_by(Order.user_id)
        ):
            order_counts_by_user_id[user_id] = count
    for order in orders:
        user = users_by_id.get(order.user_id)
        if user is not None:
            found.append(user.email)
        found.append(str(order_counts_by_user_id.get(order.user_id, 0)))
    return found
