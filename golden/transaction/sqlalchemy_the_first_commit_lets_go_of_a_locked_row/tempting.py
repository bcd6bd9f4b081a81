from sqlalchemy import ForeignKey, create_engine, select
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


def ship(order_id: int) -> None:
    with SessionLocal() as session:
        order = session.scalars(
            select(Order).where(Order.id == order_id).with_for_update()
        ).one()
        order.status = "shipped"
        session.flush()
        other = session.scalars(
            select(Order).where(Order.id != order_id).with_for_update()
        ).first()
        if other is not None:
            other.status = "next"
        session.commit()
