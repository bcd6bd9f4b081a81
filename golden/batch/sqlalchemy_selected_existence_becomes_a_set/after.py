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
    status: Mapped[str]
    total: Mapped[int]


def buyers(session: Session, ids: list[int]) -> list[bool]:
    user_ids = list(dict.fromkeys(ids))
    user_ids_with_orders: set[int] = set()
    for start in range(0, len(user_ids), 1000):
        for key in session.scalars(
            select(Order.user_id)
            .where(
                Order.user_id.in_(user_ids[start : start + 1000]),
                Order.status == "paid",
            )
            .distinct()
        ):
            user_ids_with_orders.add(key)
    return [user_id in user_ids_with_orders for user_id in ids]
