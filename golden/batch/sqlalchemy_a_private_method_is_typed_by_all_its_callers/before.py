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

    def of_all(self):
        return self._of(self.session.query(User).order_by(User.id).all())

    def of_some(self, least: int):
        users = self.session.query(User).filter(User.id >= least).all()
        return self._of(users)

    def _of(self, users):
        totals = {}
        for user in users:
            orders = self.session.query(Order).filter_by(user_id=user.id)
            totals[user.id] = [o.total for o in orders.order_by(Order.id).all()]
        return totals


def report(session: Session):
    return Totals(session).of_all()
