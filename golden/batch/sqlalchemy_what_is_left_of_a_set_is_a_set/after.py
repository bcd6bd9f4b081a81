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
    total: Mapped[int]


def report(session: Session):
    with_orders = {order.user_id for order in session.query(Order).all()}
    every = {user.id for user in session.query(User).all()}
    emails = {}
    missing = every - with_orders
    user_ids = list(missing)
    users_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in session.scalars(
            select(User).where(User.id.in_(user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    for user_id in missing:
        user = users_by_id.get(user_id)
        emails[user_id] = user.email if user is not None else None
    return emails
