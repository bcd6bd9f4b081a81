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


def open_orders(session: Session, users: list[User], least: int) -> dict[str, int]:
    report = {}
    for user in users:
        stmt = select(Order).where(Order.user_id == user.id)
        stmt = stmt.where(Order.status == "open").where(Order.total >= least)
        result = session.execute(stmt)
        orders = result.scalars().all()
        report[user.email] = len(orders)
    return report
