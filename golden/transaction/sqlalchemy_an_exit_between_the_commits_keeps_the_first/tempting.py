import sys

from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker

engine = create_engine("postgresql+psycopg://localhost/shop")
SessionLocal = sessionmaker(engine)


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int]
    total: Mapped[int]
    status: Mapped[str] = mapped_column(default="open")


class AuditLog(Base):
    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    event: Mapped[str]


def main(customer_id: int, limit: int) -> None:
    with SessionLocal() as session:
        order = Order(customer_id=customer_id, total=limit)
        session.add(order)
        session.flush()
        if order.total > 100:
            sys.exit(1)
        session.add(AuditLog(order_id=order.id, event="placed"))
        session.commit()
