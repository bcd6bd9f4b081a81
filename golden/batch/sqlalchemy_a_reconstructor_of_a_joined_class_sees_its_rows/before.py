from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    reconstructor,
    relationship,
)


LOADED: list[int] = []


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)

    @reconstructor
    def note(self) -> None:
        LOADED.append(self.id)


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    total: Mapped[int]
    user: Mapped[User] = relationship(lazy="joined")


def totals(session: Session, user_ids: list[int]) -> dict[int, list[int]]:
    result = {}
    for user_id in user_ids:
        orders = session.query(Order).filter_by(user_id=user_id)
        result[user_id] = [o.total for o in orders.order_by(Order.id).all()]
    return result
