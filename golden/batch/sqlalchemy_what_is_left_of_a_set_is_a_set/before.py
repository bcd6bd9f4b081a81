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


def report(session: Session):
    with_orders = {order.user_id for order in session.query(Order).all()}
    every = {user.id for user in session.query(User).all()}
    emails = {}
    missing = every - with_orders
    for user_id in missing:
        user = session.get(User, user_id)
        emails[user_id] = user.email if user is not None else None
    return emails
