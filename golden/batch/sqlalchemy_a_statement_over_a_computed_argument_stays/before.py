from __future__ import annotations

from sqlalchemy import ForeignKey, Select, String, select
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


def orders_of(user_id: int) -> Select[tuple[Order]]:
    """The orders of one user, the oldest first."""
    return select(Order).where(Order.user_id == user_id).order_by(Order.id)


def report(session: Session):
    users = session.scalars(select(User).order_by(User.id)).all()
    return [
        [order.total for order in session.scalars(orders_of(next_of(user))).all()]
        for user in users
    ]


def next_of(user: User) -> int:
    return user.id + 1
