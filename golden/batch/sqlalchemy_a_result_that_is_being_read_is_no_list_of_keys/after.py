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
    result = list(result)
    user_ids = list(dict.fromkeys(user_id for order_id, user_id in result))
    emails_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for key, value in connection.execute(
            select(User.id, User.email).where(
                User.id.in_(user_ids[start : start + 1000])
            )
        ):
            emails_by_id[key] = value
    for order_id, user_id in result:
        email = emails_by_id.get(user_id)
        lines.append(f"{order_id}: {email}")
    return lines
