from __future__ import annotations

from sqlalchemy import ForeignKey, String, and_, select
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


def of_user(session: Session, user_id: int, total: int) -> list[Order]:
    stmt = select(Order).where(and_(Order.user_id == user_id, Order.total == total))
    return list(session.scalars(stmt.order_by(Order.id)))


def same(
    session: Session, orders: list[Order]
) -> list[tuple[list[int], list[int], int]]:
    found = []
    for order in orders:
        rows = of_user(session, order.user_id, order.total)
        paid = session.scalars(
            select(Order)
            .where((Order.user_id == order.user_id) & (Order.status == "paid"))
            .order_by(Order.id)
        ).all()
        found.append(
            ([row.id for row in rows], [row.id for row in paid], order.user_id)
        )
    return found
