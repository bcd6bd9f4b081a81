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


def apply_changes(
    session: Session, user_ids: list[int], changes: dict[str, int]
) -> list[int]:
    counts = []
    for user_id in user_ids:
        orders = session.scalars(select(Order).where(Order.user_id == user_id)).all()
        counts.append(len(orders))
        for order in orders:
            for name, value in changes.items():
                setattr(order, name, value)
    return counts
