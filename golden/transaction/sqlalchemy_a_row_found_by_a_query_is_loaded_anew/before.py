from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker

engine = create_engine("postgresql+psycopg://localhost/shop")
SessionLocal = sessionmaker(engine)


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int]
    total: Mapped[Decimal] = mapped_column(Numeric(10, 2))


class AuditLog(Base):
    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    event: Mapped[str]


def place_order(customer_id: int, net: Decimal, rate: Decimal) -> int:
    with SessionLocal() as session:
        order = Order(customer_id=customer_id, total=net * rate)
        session.add(order)
        session.commit()
        stored = session.scalars(
            select(Order).where(Order.customer_id == customer_id)
        ).one()
        session.add(AuditLog(order_id=order.id, event=f"placed for {stored.total}"))
        session.commit()
        return order.id
