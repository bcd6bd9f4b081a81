from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.orm import Session, registry, relationship


class Base:
    registry = registry()
    metadata = registry.metadata


users = Table(
    "users",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(100), unique=True),
)
orders = Table(
    "orders",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("total", Integer, nullable=False),
)


class User:
    def __init__(self, id: int, email: str) -> None:
        self.id = id
        self.email = email


class Order:
    def __init__(self, id: int, user_id: int, total: int) -> None:
        self.id = id
        self.user_id = user_id
        self.total = total


Base.registry.map_imperatively(User, users)


def start_mappers() -> None:
    Base.registry.map_imperatively(
        Order, orders, properties={"user": relationship(User)}
    )


start_mappers()


def totals(session: Session, user_ids: list[int]) -> dict[int, list[int]]:
    result = {}
    unique_user_ids = list(dict.fromkeys(user_ids))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(unique_user_ids), 1000):
        for order in (
            session.query(Order)
            .filter(Order.user_id.in_(unique_user_ids[start : start + 1000]))
            .order_by(Order.id)
        ):
            orders_by_user_id[order.user_id].append(order)
    for user_id in user_ids:
        result[user_id] = [o.total for o in orders_by_user_id.get(user_id, [])]
    return result
