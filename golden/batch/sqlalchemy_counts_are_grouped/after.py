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
    parent_id: Mapped[int | None]
    status: Mapped[str]
    total: Mapped[int]


def counts(session: Session, ids: list[int]) -> dict[int, int]:
    result = {}
    user_ids = list(dict.fromkeys(ids))
    order_counts_by_user_id: dict[int, int] = {}
    for start in range(0, len(user_ids), 1000):
        for key, count in session.execute(
            select(Order.user_id, func.count())
            .select_from(Order)
            .where(
                Order.user_id.in_(user_ids[start : start + 1000]),
                Order.status == "open",
            )
            .group_by(Order.user_id)
        ):
            order_counts_by_user_id[key] = count
    for user_id in ids:
        result[user_id] = order_counts_by_user_id.get(user_id, 0)
    return result
