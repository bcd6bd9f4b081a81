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
    parent_id: Mapped[int | None]
    status: Mapped[str]
    total: Mapped[int]


def rows(session: Session, ids: list[int]) -> list[list[dict[str, int]]]:
    found = []
    for user_id in ids:
        orders = (
            session.execute(
                select(Order.user_id, Order.total)
                .where(Order.user_id == user_id)
                .order_by(Order.id)
            )
            .mappings()
            .all()
        )
        found.append([dict(order) for order in orders])
    return found
