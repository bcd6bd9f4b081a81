from contextlib import nullcontext

from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, Text

metadata = MetaData()
orders = Table(
    "orders", metadata, Column("id", Integer, primary_key=True), Column("status", Text)
)
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("order_id", Integer),
    Column("event", Text),
)


def set_status(
    engine: Engine, order_id: int, status: str, *, connection: Connection | None = None
) -> None:
    with nullcontext(connection) if connection else engine.begin() as conn:
        conn.execute(
            orders.update().where(orders.c.id == order_id).values(status=status)
        )


def log_event(
    engine: Engine, order_id: int, event: str, *, connection: Connection | None = None
) -> None:
    with nullcontext(connection) if connection else engine.begin() as conn:
        conn.execute(events.insert().values(order_id=order_id, event=event))


def ship(engine: Engine, order_id: int) -> None:
    with engine.begin() as conn:
        set_status(engine, order_id, "shipped", connection=conn)
        log_event(engine, order_id, "shipped", connection=conn)
