from contextlib import nullcontext

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine("postgresql+psycopg://localhost/shop")
SessionLocal = sessionmaker(engine)


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
    order_id: Mapped[int]
    event: Mapped[str]


def create_order(
    customer_id: int, total: int, *, outer_session: Session | None = None
) -> int:
    with nullcontext(outer_session) if outer_session else SessionLocal() as session:
        order = Order(customer_id=customer_id, total=total)
        session.add(order)
        session.flush() if outer_session else session.commit()
        session.refresh(order)
        return order.id


def log_event(
    order_id: int, event: str, *, outer_session: Session | None = None
) -> None:
    with (
        nullcontext(outer_session) if outer_session else SessionLocal.begin()
    ) as session:
        session.add(AuditLog(order_id=order_id, event=event))


def place_order(customer_id: int, total: int) -> int:
    with SessionLocal() as session:
        order_id = create_order(customer_id, total, outer_session=session)
        log_event(order_id, "placed", outer_session=session)
        session.commit()
    return order_id
