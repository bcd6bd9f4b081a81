from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ForeignKey, Select, String, select
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
    total: Mapped[int]


def orders_of(user_id: int) -> Select[tuple[Order]]:
    """The orders of one user, the oldest first."""
    return select(Order).where(Order.user_id == user_id).order_by(Order.id)


def report(session: Session):
    users = session.scalars(select(User).order_by(User.id)).all()
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in session.scalars(
            select(Order)
            .where(Order.user_id.in_(user_ids[start : start + 1000]))
            .order_by(Order.id)
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    return [
        [order.total for order in orders_by_user_id.get(user.id, [])] for user in users
    ]
