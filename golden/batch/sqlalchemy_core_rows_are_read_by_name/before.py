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


def emails(connection: Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        row = connection.execute(
            select(users.c.email).where(users.c.id == user_id)
        ).first()
        found.append(row._mapping["email"] if row is not None else None)
    return found
