from collections.abc import Iterator

from fastapi import Depends
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine("postgresql+psycopg://localhost/shop")
SessionLocal = sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int]
    total: Mapped[int]


class AuditLog(Base):
    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    event: Mapped[str]


def get_session() -> Iterator[Session]:
    session = SessionLocal()
    try:
        yield session
    finally:
        session.commit()
        session.close()


def place_order(
    customer_id: int, total: int, session: Session = Depends(get_session)
) -> int:
    order = Order(customer_id=customer_id, total=total)
    session.add(order)
    session.flush()
    share = 100 // total
    session.add(AuditLog(order_id=order.id, event=f"placed for {share}"))
    session.commit()
    return order.id
