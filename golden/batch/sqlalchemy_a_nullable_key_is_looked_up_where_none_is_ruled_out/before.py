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
    parent_id: Mapped[int | None]
    status: Mapped[str]
    total: Mapped[int]


def children(session: Session, orders: list[Order]) -> list[list[int]]:
    found = []
    for order in orders:
        if order.parent_id is not None:
            rows = session.scalars(
                select(Order)
                .where(Order.parent_id == order.parent_id)
                .order_by(Order.id)
            ).all()
            found.append([row.id for row in rows])
    return found
