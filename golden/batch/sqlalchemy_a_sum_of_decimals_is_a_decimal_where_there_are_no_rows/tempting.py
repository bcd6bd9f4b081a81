from __future__ import annotations

from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String, func, select
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
    total: Mapped[Decimal] = mapped_column(Numeric(9, 2))


def revenue(session: Session, user_ids: list[int]) -> dict[int, Decimal]:
    unique_user_ids = list(dict.fromkeys(user_ids))
    order_totals_by_user_id = {}
    for start in range(0, len(unique_user_ids), 1000):
        for key, total in session.execute(
            select(Order.user_id, func.coalesce(func.sum(Order.total), 0))
            .where(
                Order.user_id.in_(unique_user_ids[start : start + 1000]),
                Order.status == "paid",
            )
            .group_by(Order.user_id)
        ):
            order_totals_by_user_id[key] = total
    return {user_id: order_totals_by_user_id.get(user_id, 0) for user_id in user_ids}
