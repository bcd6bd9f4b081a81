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
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    sku: Mapped[str] = mapped_column(String(20))


def skus(session: Session, user_ids: list[int]) -> list[list[str]]:
    found = []
    unique_user_ids = list(dict.fromkeys(user_ids))
    skus_by_user_id = defaultdict(list)
    for start in range(0, len(unique_user_ids), 1000):
        for key, value in session.execute(
            select(Order.user_id, Item.sku)
            .select_from(Item)
            .join(Order, Item.order_id == Order.id)
            .where(
                Order.user_id.in_(unique_user_ids[start : start + 1000]),
                Order.status != "void",
            )
            .order_by(Item.id)
        ):
            skus_by_user_id[key].append(value)
    for user_id in user_ids:
        rows = skus_by_user_id.get(user_id, [])
        found.append(sorted(set(rows)))
    return found
