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


def names(session: Session, orders: list[Order]) -> list[str]:
    found = []
    for order in orders:
        user = session.query(User).filter(User.id == order.user_id).one_or_none()
        if user is not None:
            found.append(user.email)
        found.append(str(session.query(Order).filter_by(user_id=order.user_id).count()))
    return found
