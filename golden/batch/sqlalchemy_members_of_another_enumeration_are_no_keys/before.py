from __future__ import annotations

import enum

from sqlalchemy import Enum, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Status(enum.Enum):
    OPEN = "open"
    PAID = "paid"


class Wanted(str, enum.Enum):
    """What people may ask for, by the names that the database has."""

    OPEN = "OPEN"
    PAID = "PAID"


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[Status] = mapped_column(Enum(Status))


def orders(session: Session, wanted: list[Wanted]) -> list[list[int]]:
    found = []
    for status in wanted:
        rows = session.scalars(
            select(Order).where(Order.status == status).order_by(Order.id)
        )
        found.append([order.id for order in rows])
    return found
