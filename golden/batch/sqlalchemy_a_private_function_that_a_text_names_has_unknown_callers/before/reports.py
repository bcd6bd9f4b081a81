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


def _on_users(session: Session, users):
    totals = {}
    for user in users:
        orders = session.query(Order).filter_by(user_id=user.id)
        totals[user.id] = [o.total for o in orders.order_by(Order.id).all()]
    return totals


def report(session: Session):
    return _on_users(session, session.query(User).order_by(User.id).all())
