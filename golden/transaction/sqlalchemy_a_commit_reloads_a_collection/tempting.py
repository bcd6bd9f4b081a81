from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    mapped_column,
    relationship,
    sessionmaker,
)

engine = create_engine("postgresql+psycopg://localhost/shop")
SessionLocal = sessionmaker(engine)


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int]
    total: Mapped[int]
    entries: Mapped[list["AuditLog"]] = relationship()


class AuditLog(Base):
    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    event: Mapped[str]


def ship(order_id: int) -> list[str]:
    with SessionLocal() as session:
        order = session.get_one(Order, order_id)
        seen = len(order.entries)
        session.add(AuditLog(order_id=order_id, event=f"shipped after {seen}"))
        session.flush()
        session.add(
            AuditLog(order_id=order_id, event=f"noted after {len(order.entries)}")
        )
        session.commit()
        return [entry.event for entry in order.entries]
