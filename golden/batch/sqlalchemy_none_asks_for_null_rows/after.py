from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ForeignKey, String, literal, select, union_all
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


def children(session: Session, orders: list[Order]) -> list[list[int]]:
    found = []
    parent_ids = list(dict.fromkeys(order.parent_id for order in orders))
    orders_by_parent_id: defaultdict[int | None, list[Order]] = defaultdict(list)
    for start in range(0, len(parent_ids), 100):
        wanted = union_all(
            *(
                select(Order.id, literal(number).label("position")).where(
                    Order.parent_id == key
                )
                for number, key in enumerate(parent_ids[start : start + 100], start)
            )
        ).subquery()
        for order_row, position in session.execute(
            select(Order, wanted.c.position)
            .where(Order.id == wanted.c.id)
            .order_by(Order.id)
        ):
            orders_by_parent_id[parent_ids[position]].append(order_row)
    for order in orders:
        rows = orders_by_parent_id.get(order.parent_id, [])
        found.append([row.id for row in rows])
    return found
