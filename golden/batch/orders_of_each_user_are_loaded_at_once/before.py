from __future__ import annotations

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    status: Mapped[str]
    total: Mapped[int]


def open_totals(session: Session, users: list[User]) -> list[tuple[str, list[int]]]:
    report = []
    for user in users:
        orders = session.scalars(
            select(Order)
            .where(Order.user_id == user.id, Order.status == "open")
            .order_by(Order.total)
        ).all()
        report.append((user.email, [order.total for order in orders]))
    return report
