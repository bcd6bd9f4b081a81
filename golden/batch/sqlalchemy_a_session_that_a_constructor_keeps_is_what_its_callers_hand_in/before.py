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
    def __init__(self, session):
        self.session = session

    def of(self, user_ids: list[int]):
        totals = {}
        for user_id in user_ids:
            orders = self.session.query(Order).filter_by(user_id=user_id)
            totals[user_id] = [o.total for o in orders.order_by(Order.id).all()]
        return totals


class Sums(Totals):
    def __init__(self, session, least: int = 0):
        super().__init__(session)
        self.least = least


def report(session: Session):
    users = session.query(User).order_by(User.id).all()
    return Totals(session).of([user.id for user in users])


def sums(session: Session, user_ids: list[int]):
    return Sums(session).of(user_ids)
