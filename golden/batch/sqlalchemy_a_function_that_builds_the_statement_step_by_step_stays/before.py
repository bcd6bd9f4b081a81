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
    statement = select(Order).where(Order.user_id == user_id)
    if user_id > 100:
        statement = statement.where(Order.total > 0)
    return statement.order_by(Order.id)


def report(session: Session):
    users = session.scalars(select(User).order_by(User.id)).all()
    return [
        [order.total for order in session.scalars(orders_of(user.id)).all()]
        for user in users
    ]
