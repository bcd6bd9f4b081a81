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


def totals(session: Session, user_ids: list[int], names: list[str]):
    totals = {}
    keys = user_ids + names
    for key in keys:
        orders = session.query(Order).filter_by(user_id=key).order_by(Order.id)
        totals[key] = [order.total for order in orders.all()]
    return totals
