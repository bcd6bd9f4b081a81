from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker

engine = create_engine("postgresql+psycopg://localhost/shop")
SessionLocal = sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int]


class AuditLog(Base):
    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    event: Mapped[str]


def place_order(customer_id: int) -> None:
    with SessionLocal() as session:
        try:
            session.add(Order(customer_id=customer_id))
            session.commit()
            session.add(AuditLog(order_id=1, event="placed"))
            session.flush()
        finally:
            session.add(AuditLog(order_id=1, event="asked"))
            session.commit()
        session.add(AuditLog(order_id=1, event="told"))
        session.commit()
