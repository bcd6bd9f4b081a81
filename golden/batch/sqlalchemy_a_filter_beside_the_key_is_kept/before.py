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
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


def open_totals(
    session: Session, user_ids: list[int], status: str, least: int
) -> dict[int, list[int]]:
    """Totals of the orders of each user, the largest first."""
    totals: dict[int, list[int]] = {}
    for user_id in user_ids:
        orders = session.scalars(
            select(Order)
            .where(
                Order.user_id == user_id,
                Order.status == status,
                Order.total >= least,
            )
            .order_by(Order.total.desc(), Order.id)
        ).all()
        totals[user_id] = [order.total for order in orders]
    return totals
