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


class Replay:
    """Answers queries from a recording."""

    def query(self, model):
        raise NotImplementedError


def totals(session, user_ids: list[int]):
    totals = {}
    for user_id in user_ids:
        orders = session.query(Order).filter_by(user_id=user_id)
        totals[user_id] = [order.total for order in orders.order_by(Order.id).all()]
    return totals


def report(session: Session):
    users = session.query(User).order_by(User.id).all()
    return totals(session, [user.id for user in users])


def rehearsal(user_ids: list[int]):
    return totals(Replay(), user_ids)
