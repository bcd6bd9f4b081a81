from __future__ import annotations

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    column_property,
    mapped_column,
)


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[int] = column_property(
        select(func.count(Item.id)).where(Item.order_id == id).scalar_subquery()
    )


def numbers(session: Session, sizes: list[int]) -> list[list[int]]:
    found = []
    for size in sizes:
        statement = select(Order).where(Order.size == size).order_by(Order.id)
        found.append([order.id for order in session.scalars(statement)])
    return found
