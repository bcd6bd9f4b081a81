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
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("status", String(20), nullable=False),
    Column("total", Integer, nullable=False),
)


def totals(connection: Connection, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for record in connection.execute(
            select(orders)
            .where(orders.c.user_id.in_(user_ids[start : start + 1000]))
            .order_by(orders.c.id)
        ).mappings():
            orders_by_user_id[record["user_id"]].append(record)
    for user_id in ids:
        for row in orders_by_user_id.get(user_id, []):
            found.append(row["total"])
    return found
