from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    update,
)
from sqlalchemy.ext.asyncio import AsyncEngine

metadata = MetaData()
orders = Table(
    "orders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("status", String(20), nullable=False),
)
audit_log = Table(
    "audit_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("order_id", ForeignKey("orders.id"), nullable=False),
    Column("event", String(50), nullable=False),
)


async def ship(engine: AsyncEngine, order_id: int) -> None:
    async with engine.begin() as conn:
        await conn.execute(
            update(orders).where(orders.c.id == order_id).values(status="shipped")
        )
        await conn.execute(insert(audit_log).values(order_id=order_id, event="shipped"))
