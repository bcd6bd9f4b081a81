from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
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
    status: Mapped[str]
    total: Mapped[int]


class Orders:
    def __init__(self, session: Session) -> None:
        self.session = session

    def lines(self, user_id: int):
        query = (
            select(Order.total, Order.status)
            .where(Order.user_id == user_id)
            .order_by(Order.id)
        )
        return self.session.execute(query).all()


def totals(orders: Orders, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        for row in orders.lines(user_id):
            found.append(row.total)
    return found
