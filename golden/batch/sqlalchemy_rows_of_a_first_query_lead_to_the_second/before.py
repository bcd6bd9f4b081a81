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


def open_lines(session: Session) -> list[str]:
    lines = []
    for order in session.scalars(
        select(Order).where(Order.status == "open").order_by(Order.id)
    ).all():
        user = session.get(User, order.user_id)
        assert user is not None
        lines.append(f"{order.id}: {user.email}")
    return lines
