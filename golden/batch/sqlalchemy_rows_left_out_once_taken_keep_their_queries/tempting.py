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


def share_out(session: Session, statuses: list[int]) -> list[list[int]]:
    taken: list[int] = []
    shares = []
    by_user: dict[int, list[Order]] = {}
    for order in session.scalars(
        select(Order)
        .where(Order.user_id.in_(statuses), Order.id.not_in(taken))
        .order_by(Order.id)
    ):
        by_user.setdefault(order.user_id, []).append(order)
    for user_id in statuses:
        orders = by_user.get(user_id, [])
        taken.extend(order.id for order in orders[:1])
        shares.append([order.id for order in orders[:1]])
    return shares
