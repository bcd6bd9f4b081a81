from __future__ import annotations

from collections import defaultdict

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
    unique_user_ids = list(dict.fromkeys(user_ids))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(unique_user_ids), 1000):
        for record in connection.execute(
            select(orders.c.user_id, orders.c.total)
            .where(orders.c.user_id.in_(unique_user_ids[start : start + 1000]))
            .order_by(orders.c.id)
        ):
            orders_by_user_id[record.user_id].append(record)
    for user_id in user_ids:
        rows = orders_by_user_id.get(user_id, [])
        found[user_id] = sum(row.total for row in rows)
    return found
