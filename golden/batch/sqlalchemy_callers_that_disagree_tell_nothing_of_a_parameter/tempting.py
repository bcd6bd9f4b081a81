from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ForeignKey, String
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
    total: Mapped[int]


def totals(session: Session, user_ids):
    totals = {}
    unique_user_ids = list(dict.fromkeys(user_ids))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(unique_user_ids), 1000):
        for order_row in (
            session.query(Order)
            .filter(Order.user_id.in_(unique_user_ids[start : start + 1000]))
            .order_by(Order.id)
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user_id in user_ids:
        totals[user_id] = [order.total for order in orders_by_user_id.get(user_id, [])]
    return totals


def report(session: Session):
    return totals(session, [user.id for user in session.query(User).all()])


def by_names(session: Session, names: list[str]):
    return totals(session, names)
