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
    status: Mapped[str]
    total: Mapped[int]


def states(session: Session, ids: list[int]) -> list[list[str]]:
    user_ids = list(dict.fromkeys(ids))
    statuses_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for user_id, value in session.execute(
            select(Order.user_id, Order.status)
            .where(Order.user_id.in_(user_ids[start : start + 1000]))
            .distinct()
        ):
            statuses_by_user_id[user_id].append(value)
    return [sorted(statuses_by_user_id.get(i, [])) for i in ids]
