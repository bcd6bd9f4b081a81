from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

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


class Orders:
    def __init__(self, session: Session) -> None:
        self.session = session

    def lines(self, user_id: int):
        query = (
            select(Order.total, Order.status)
            .where(Order.user_id == user_id)
            .order_by(Order.id)
        )
        return self.session.execute(query).all()

    def lines_by_user_ids(self, user_ids: Iterable[int]):
        """Answer `lines` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        orders_by_user_id = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for row in self.session.execute(
                select(Order.total, Order.status, Order.user_id)
                .where(Order.user_id.in_(keys[start : start + 1000]))
                .order_by(Order.id)
            ):
                orders_by_user_id[row.user_id].append(row)
        return orders_by_user_id


def totals(orders: Orders, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = orders.lines_by_user_ids(user_ids)
    for user_id in ids:
        for row in orders_by_user_id.get(user_id, []):
            found.append(row.total)
    return found
