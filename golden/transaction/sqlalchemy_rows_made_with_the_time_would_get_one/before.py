from datetime import datetime

from sqlalchemy import create_engine, func
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
    event: Mapped[str]
    at: Mapped[datetime]


def ship(event: str) -> None:
    with SessionLocal() as session:
        session.add(AuditLog(event="packed", at=func.now()))
        session.commit()
        session.add(AuditLog(event=event, at=func.now()))
        session.commit()
