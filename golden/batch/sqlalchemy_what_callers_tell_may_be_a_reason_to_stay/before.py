from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


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
    user: Mapped[User] = relationship()


def totals(session: Session, orders):
    totals = []
    for order in orders:
        owner = order.user.id
        mine = session.query(Order).filter_by(user_id=owner).order_by(Order.id)
        totals.append([other.total for other in mine.all()])
    return totals


def report(session: Session, orders: list[Order]):
    return totals(session, orders)
