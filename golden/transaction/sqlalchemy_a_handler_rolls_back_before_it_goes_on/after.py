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


def import_orders(totals: list[int]) -> int:
    failed = 0
    with SessionLocal() as session:
        for total in totals:
            try:
                order = Order(customer_id=1, total=total)
                session.add(order)
                session.flush()
                session.add(
                    AuditLog(order_id=order.id, event=f"{100 // total} per cent")
                )
                session.commit()
            except ZeroDivisionError:
                session.rollback()
                failed += 1
    return failed
