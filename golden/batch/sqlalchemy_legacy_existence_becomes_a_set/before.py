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
    status: Mapped[str]
    total: Mapped[int]


def buyers(session: Session, ids: list[int], wanted: bool) -> list[int]:
    found = []
    for user_id in ids:
        paid = session.query(Order).filter_by(user_id=user_id, status="paid")
        if session.query(paid.exists()).scalar() is wanted:
            found.append(user_id)
    return found
