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


class Totals:
    def __init__(self, session: Session) -> None:
        self.session = session

    def _orders(self, least: int):
        return self.session.query(Order).filter(Order.total >= least)

    def of(self, users: list[User], least: int):
        totals = {}
        for user in users:
            orders = self._orders(least).filter(Order.user_id == user.id)
            totals[user.id] = [o.total for o in orders.order_by(Order.id).all()]
        return totals


def report(session: Session):
    users = session.query(User).order_by(User.id).all()
    return Totals(session).of(users, 6)
