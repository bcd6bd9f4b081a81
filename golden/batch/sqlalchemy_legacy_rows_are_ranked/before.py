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
    status: Mapped[str]
    total: Mapped[int]


def top(session: Session, ids: list[int]) -> list[list[int]]:
    found = []
    for user_id in ids:
        orders = (
            session.query(Order)
            .filter(Order.user_id == user_id)
            .order_by(Order.total.desc())
            .limit(2)
            .all()
        )
        found.append([order.total for order in orders])
    return found
