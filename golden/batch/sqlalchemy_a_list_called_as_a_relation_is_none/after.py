from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)
    rank: Mapped[int] = mapped_column(default=0)
    orders: Mapped[list[Order]] = relationship(back_populates="user")


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]
    user: Mapped[User | None] = relationship(back_populates="orders")


@dataclass
class Report:
    orders: list[Order] = field(default_factory=list)


def collect(session: Session, users: list[User]) -> Report:
    report = Report()
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int | None, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order in session.scalars(
            select(Order)
            .where(Order.user_id.in_(user_ids[start : start + 1000]))
            .order_by(Order.id)
        ):
            orders_by_user_id[order.user_id].append(order)
    for user in users:
        orders = list(orders_by_user_id.get(user.id, ()))
        report.orders.extend(orders)
    return report
