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


def descendants(session: Session, pending: list[int]) -> list[int]:
    found = []
    orders_by_parent_id: dict[int | None, list[Order]] = {}
    for order in session.scalars(select(Order).where(Order.parent_id.in_(pending))):
        orders_by_parent_id.setdefault(order.parent_id, []).append(order)
    for parent in pending:
        for order in orders_by_parent_id.get(parent, []):
            pending.append(order.id)
            found.append(order.id)
    return found
