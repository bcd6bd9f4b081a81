from __future__ import annotations

from sqlalchemy import Connection, ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


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


def open_lines(connection: Connection) -> list[str]:
    lines = []
    result = connection.execution_options(yield_per=100).execute(
        select(Order.id, Order.user_id).order_by(Order.id)
    )
    for order_id, user_id in result:
        email = connection.scalar(select(User.email).where(User.id == user_id))
        lines.append(f"{order_id}: {email}")
    return lines
