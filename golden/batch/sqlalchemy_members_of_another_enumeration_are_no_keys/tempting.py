from __future__ import annotations

import enum
from collections import defaultdict

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
    statuses = list(dict.fromkeys(wanted))
    orders_by_status = defaultdict(list)
    for start in range(0, len(statuses), 1000):
        for order_row in session.scalars(
            select(Order)
            .where(Order.status.in_(statuses[start : start + 1000]))
            .order_by(Order.id)
        ):
            orders_by_status[order_row.status].append(order_row)
    for status in wanted:
        rows = orders_by_status.get(status, [])
        found.append([order.id for order in rows])
    return found
