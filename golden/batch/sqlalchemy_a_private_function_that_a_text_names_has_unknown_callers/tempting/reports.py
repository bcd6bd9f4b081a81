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


def _on_users(session: Session, users):
    totals = {}
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order in (
            session.query(Order)
            .filter(Order.user_id.in_(user_ids[start : start + 1000]))
            .order_by(Order.id)
        ):
            orders_by_user_id[order.user_id].append(order)
    for user in users:
        totals[user.id] = [o.total for o in orders_by_user_id.get(user.id, [])]
    return totals


def report(session: Session):
    return _on_users(session, session.query(User).order_by(User.id).all())
