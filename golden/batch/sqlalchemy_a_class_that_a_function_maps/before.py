from __future__ import annotations

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
    for user_id in user_ids:
        found = session.query(Order).filter_by(user_id=user_id)
        result[user_id] = [o.total for o in found.order_by(Order.id).all()]
    return result
