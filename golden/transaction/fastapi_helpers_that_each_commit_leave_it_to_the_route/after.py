from collections.abc import Iterator

from fastapi import APIRouter, Depends
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
    status: Mapped[str] = mapped_column(default="open")


class AuditLog(Base):
    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    event: Mapped[str]


router = APIRouter()


def get_db() -> Iterator[Session]:
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


def create_order(db: Session, customer_id: int, total: int) -> Order:
    order = Order(customer_id=customer_id, total=total)
    db.add(order)
    db.flush()
    db.refresh(order)
    return order


def log_event(db: Session, order_id: int, event: str) -> None:
    db.add(AuditLog(order_id=order_id, event=event))
    db.flush()


@router.post("/orders")
def place_order(customer_id: int, total: int, db: Session = Depends(get_db)) -> int:
    order = create_order(db, customer_id, total)
    log_event(db, order.id, "placed")
    db.commit()
    return order.id
