from sqlalchemy import (
    Column,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    update,
)

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


def ship(engine: Engine, reports: Engine, order_id: int) -> None:
    with engine.begin() as conn:
        conn.execute(
            update(orders).where(orders.c.id == order_id).values(status="shipped")
        )
        conn.execute(insert(audit_log).values(order_id=order_id, event="shipped"))
