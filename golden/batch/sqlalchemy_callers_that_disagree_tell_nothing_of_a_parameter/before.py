from __future__ import annotations

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
    for user_id in user_ids:
        orders = session.query(Order).filter_by(user_id=user_id)
        totals[user_id] = [order.total for order in orders.order_by(Order.id).all()]
    return totals


def report(session: Session):
    return totals(session, [user.id for user in session.query(User).all()])


def by_names(session: Session, names: list[str]):
    return totals(session, names)
