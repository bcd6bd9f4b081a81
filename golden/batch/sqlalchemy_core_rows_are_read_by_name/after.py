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
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for record in connection.execute(
            select(users.c.email, users.c.id).where(
                users.c.id.in_(user_ids[start : start + 1000])
            )
        ):
            users_by_id[record.id] = record
    for user_id in ids:
        row = users_by_id.get(user_id)
        found.append(row._mapping["email"] if row is not None else None)
    return found
