from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ForeignKey, String, and_, select, tuple_
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


def of_user(session: Session, user_id: int, total: int) -> list[Order]:
    stmt = select(Order).where(and_(Order.user_id == user_id, Order.total == total))
    return list(session.scalars(stmt.order_by(Order.id)))


def of_user_by_user_ids_and_totals(
    session: Session, keys: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], list[Order]]:
    """Answer `of_user` for many keys at once, each `(user_id, total)`: a dict by key, without the missing ones."""
    wanted = list(dict.fromkeys(keys))
    orders_by_user_id_and_total: defaultdict[tuple[int, int], list[Order]] = (
        defaultdict(list)
    )
    for start in range(0, len(wanted), 1000):
        for order in session.scalars(
            select(Order)
            .where(tuple_(Order.user_id, Order.total).in_(wanted[start : start + 1000]))
            .order_by(Order.id)
        ):
            orders_by_user_id_and_total[(order.user_id, order.total)].append(order)
    return orders_by_user_id_and_total


def same(
    session: Session, orders: list[Order]
) -> list[tuple[list[int], list[int], int]]:
    found = []
    keys = list(dict.fromkeys((order.user_id, order.total) for order in orders))
    orders_by_user_id_and_total = of_user_by_user_ids_and_totals(session, keys)
    user_ids = list(dict.fromkeys(order.user_id for order in orders))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in session.scalars(
            select(Order)
            .where(
                Order.user_id.in_(user_ids[start : start + 1000]),
                Order.status == "paid",
            )
            .order_by(Order.id)
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    for order in orders:
        rows = orders_by_user_id_and_total.get((order.user_id, order.total), [])
        paid = orders_by_user_id.get(order.user_id, [])
        found.append(
            ([row.id for row in rows], [row.id for row in paid], order.user_id)
        )
    return found
