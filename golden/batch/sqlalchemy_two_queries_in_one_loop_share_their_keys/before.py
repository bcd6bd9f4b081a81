from __future__ import annotations

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


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
    parent_id: Mapped[int | None]
    status: Mapped[str]
    total: Mapped[int]


def summary(session: Session, users: list[User]) -> list[tuple[str, int, list[int]]]:
    rows = []
    for user in users:
        count = session.scalar(
            select(func.count()).select_from(Order).where(Order.user_id == user.id)
        )
        orders = session.scalars(
            select(Order).where(Order.user_id == user.id).order_by(Order.id)
        ).all()
        rows.append((user.email, count, [order.total for order in orders]))
    return rows
