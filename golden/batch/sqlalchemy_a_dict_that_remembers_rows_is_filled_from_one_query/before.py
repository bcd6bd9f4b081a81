from __future__ import annotations

from sqlalchemy import ForeignKey, String
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


def owners(session: Session, orders: list[Order]) -> list[str]:
    known: dict[int, User | None] = {}
    names = []
    for order in orders:
        if order.user_id not in known:
            known[order.user_id] = session.get(User, order.user_id)
        user = known[order.user_id]
        names.append(user.email if user else "?")
    return names
