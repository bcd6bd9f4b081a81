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


def orders_of(session, user_id):
    return (
        session.query(Order)
        .filter(Order.user_id == user_id)
        .order_by(Order.total.desc(), Order.id)
        .all()
    )


def report(session: Session):
    users = session.query(User).order_by(User.id).all()
    return {
        user.id: [order.total for order in orders_of(session, user.id)]
        for user in users
    }
