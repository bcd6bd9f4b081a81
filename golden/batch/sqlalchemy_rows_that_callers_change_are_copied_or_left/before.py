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
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


def carts(session: Session, user_ids: list[int]) -> list[list[int]]:
    result = []
    for user_id in user_ids:
        totals = list(
            session.scalars(
                select(Order.total).where(Order.user_id == user_id).order_by(Order.id)
            )
        )
        totals.append(0)
        result.append(totals)
    return result
