import httpx
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker

engine = create_engine("postgresql+psycopg://localhost/shop")
SessionLocal = sessionmaker(engine)


class Base(DeclarativeBase):
    pass


def next_number() -> str:
    """Whoever keeps the books numbers the orders."""
    return httpx.post("https://books.example.com/numbers").text


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int]
    number: Mapped[str] = mapped_column(default=next_number)


class AuditLog(Base):
    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int]
    event: Mapped[str]


def place_order(customer_id: int) -> int:
    with SessionLocal() as session:
        order = Order(customer_id=customer_id)
        session.add(order)
        session.commit()
        session.add(AuditLog(order_id=order.id, event="placed"))
        session.commit()
        return order.id
