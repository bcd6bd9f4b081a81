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
    keys = [order.parent_id for order in orders]
    by: dict[int | None, list[int]] = {}
    for row in session.scalars(
        select(Order).where(Order.parent_id.in_(keys)).order_by(Order.id)
    ):
        by.setdefault(row.parent_id, []).append(row.id)
    for order in orders:
        found.append(by.get(order.parent_id, []))
    return found
