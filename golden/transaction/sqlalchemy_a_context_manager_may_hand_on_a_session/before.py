from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import ForeignKey, create_engine
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
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    event: Mapped[str]


@contextmanager
def session_for(session: Session | None) -> Iterator[Session]:
    if session is not None:
        yield session
    else:
        with SessionLocal() as own:
            yield own


def place_order(customer_id: int, total: int, session: Session | None = None) -> bool:
    try:
        with session_for(session) as session:
            order = Order(customer_id=customer_id, total=total)
            session.add(order)
            session.commit()
            share = 100 // total
            session.add(AuditLog(order_id=order.id, event=f"placed for {share}"))
            session.commit()
            return True
    except ZeroDivisionError:
        return False


def import_orders(totals: list[int]) -> list[bool]:
    with SessionLocal() as session:
        return [place_order(7, total, session) for total in totals]
