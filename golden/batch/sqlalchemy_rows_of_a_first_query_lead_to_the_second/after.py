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
    orders = session.scalars(
        select(Order).where(Order.status == "open").order_by(Order.id)
    ).all()
    user_ids = list(dict.fromkeys(order.user_id for order in orders))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in session.scalars(
            select(User).where(User.id.in_(user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    for order in orders:
        user = users_by_id.get(order.user_id)
        assert user is not None
        lines.append(f"{order.id}: {user.email}")
    return lines
