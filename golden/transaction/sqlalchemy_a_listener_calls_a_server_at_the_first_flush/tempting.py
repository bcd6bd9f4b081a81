import httpx
from sqlalchemy import Connection, ForeignKey, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, mapped_column, sessionmaker

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


@event.listens_for(Order, "after_insert")
def announce(mapper: Mapper[Order], connection: Connection, order: Order) -> None:
    httpx.post("https://hooks.example.com", json={"order": order.id})


def place_order(customer_id: int, total: int) -> int:
    with SessionLocal() as session:
        order = Order(customer_id=customer_id, total=total)
        session.add(order)
        session.flush()
        session.add(AuditLog(order_id=order.id, event="placed"))
        session.commit()
        return order.id
