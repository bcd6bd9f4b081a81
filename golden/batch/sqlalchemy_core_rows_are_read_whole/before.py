from __future__ import annotations

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    select,
)

metadata = MetaData()

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(100), nullable=False, unique=True),
)

orders = Table(
    "orders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("status", String(20), nullable=False),
    Column("total", Integer, nullable=False),
)


def order_totals(connection: Connection, user_ids: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for user_id in user_ids:
        rows = connection.execute(
            select(orders.c.user_id, orders.c.total)
            .where(orders.c.user_id == user_id)
            .order_by(orders.c.id)
        ).all()
        found[user_id] = sum(row.total for row in rows)
    return found
