from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
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
    status: Mapped[str]
    total: Mapped[int]


def lines(session: Session, ids: list[int]) -> list[str]:
    found = []
    for order_id in ids:
        query = (
            select(User.id, Order.id, Order.total)
            .join(User)
            .where(Order.id == order_id)
        )
        for row in session.execute(query):
            found.append(f"{row.total}")
    return found
