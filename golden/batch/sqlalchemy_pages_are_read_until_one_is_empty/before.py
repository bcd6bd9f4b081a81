from __future__ import annotations

from collections.abc import Iterator

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
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


def all_orders(session: Session, size: int) -> Iterator[Order]:
    for offset in range(0, 1_000_000, size):
        page = session.scalars(
            select(Order).order_by(Order.id).offset(offset).limit(size)
        ).all()
        if not page:
            return
        yield from page
