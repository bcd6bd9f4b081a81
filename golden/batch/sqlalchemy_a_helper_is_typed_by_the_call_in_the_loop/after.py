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


def orders_of(session, user_id):
    return (
        session.query(Order)
        .filter(Order.user_id == user_id)
        .order_by(Order.total.desc(), Order.id)
        .all()
    )


def orders_of_by_user_ids(session, user_ids):
    """Answer `orders_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(keys), 1000):
        for order in (
            session.query(Order)
            .filter(Order.user_id.in_(keys[start : start + 1000]))
            .order_by(Order.total.desc(), Order.id)
        ):
            orders_by_user_id[order.user_id].append(order)
    return orders_by_user_id


def report(session: Session):
    users = session.query(User).order_by(User.id).all()
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id = orders_of_by_user_ids(session, user_ids)
    return {
        user.id: [order.total for order in orders_by_user_id.get(user.id, [])]
        for user in users
    }
