from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


MADE: list[object] = []


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

    def __init__(self, **values: int) -> None:
        MADE.append(self)
        super().__init__(**values)


def totals(session: Session, user_ids: list[int]) -> dict[int, list[int]]:
    result = {}
    for user_id in user_ids:
        orders = session.query(Order).filter_by(user_id=user_id)
        result[user_id] = [o.total for o in orders.order_by(Order.id).all()]
    return result
