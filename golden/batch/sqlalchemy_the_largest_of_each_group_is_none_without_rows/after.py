from __future__ import annotations

from sqlalchemy import ForeignKey, String, func, select
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


def largest(session: Session, user_ids: list[int]) -> list[int | None]:
    result: list[int | None] = []
    unique_user_ids = list(dict.fromkeys(user_ids))
    order_totals_by_user_id = {}
    for start in range(0, len(unique_user_ids), 1000):
        for key, maximum in session.execute(
            select(Order.user_id, func.max(Order.total))
            .where(Order.user_id.in_(unique_user_ids[start : start + 1000]))
            .group_by(Order.user_id)
        ):
            order_totals_by_user_id[key] = maximum
    for user_id in user_ids:
        result.append(order_totals_by_user_id.get(user_id))
    return result
