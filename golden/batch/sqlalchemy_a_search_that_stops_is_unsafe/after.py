from __future__ import annotations

from collections import defaultdict

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


def first_open(session: Session, ids: list[int]) -> int | None:
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order in session.scalars(
            select(Order).where(Order.user_id.in_(user_ids[start : start + 1000]))
        ):
            orders_by_user_id[order.user_id].append(order)
    for user_id in ids:
        orders = orders_by_user_id.get(user_id, [])
        if orders:
            return user_id
    return None
