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
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("status", String(20), nullable=False),
    Column("total", Integer, nullable=False),
)


def totals(connection: Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        query = select(orders).where(orders.c.user_id == user_id).order_by(orders.c.id)
        for row in connection.execute(query).mappings():
            found.append(row["total"])
    return found
