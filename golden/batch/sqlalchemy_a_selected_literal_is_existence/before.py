from __future__ import annotations

from sqlalchemy import ForeignKey, String, literal, select
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


def buyers(session: Session, ids: list[int]) -> list[bool]:
    return [
        session.scalar(select(literal(True)).where(Order.user_id == user_id))
        is not None
        for user_id in ids
    ]
