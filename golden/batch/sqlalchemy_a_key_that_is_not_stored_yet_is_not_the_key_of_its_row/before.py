from __future__ import annotations

from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker


SessionLocal = sessionmaker(
    create_engine("postgresql+psycopg://localhost/shop"), autoflush=False
)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


def totals(session: Session, moved: Order, user_ids: list[int]) -> list[list[int]]:
    moved.user_id = 4
    result = []
    for user_id in user_ids:
        orders = session.scalars(
            select(Order).where(Order.user_id == user_id).order_by(Order.id)
        ).all()
        result.append([order.total for order in orders])
    return result
