from __future__ import annotations

from dataclasses import dataclass

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


@dataclass
class Filters:
    status: str
    least: int = 0


def rising(session: Session, user_ids: list[int], filters: Filters) -> list[int]:
    found = []
    for user_id in user_ids:
        totals = session.scalars(
            select(Order.total)
            .where(Order.user_id == user_id, Order.total > filters.least)
            .order_by(Order.total)
        ).all()
        if totals:
            filters.least = totals[0]
        found.append(len(totals))
    return found
