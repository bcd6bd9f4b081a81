from __future__ import annotations

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    with_parent,
)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    orders: Mapped[list[Order]] = relationship(
        back_populates="user", order_by="Order.id"
    )


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    total: Mapped[int]
    user: Mapped[User | None] = relationship(back_populates="orders")

    @property
    def owner(self) -> str:
        return self.user.email if self.user else ""


def compared(session: Session) -> list[list[int]]:
    found = []
    for user in session.scalars(select(User).order_by(User.id)).all():
        stmt = select(Order).where(Order.user == user, Order.total > 10)
        orders = session.scalars(stmt.order_by(Order.id)).all()
        found.append([order.total for order in orders])
    return found


def by_keyword(session: Session) -> list[list[int]]:
    users = session.query(User).order_by(User.id).all()
    found = []
    for user in users:
        orders = session.query(Order).filter_by(user=user).order_by(Order.id).all()
        found.append([order.total for order in orders])
    return found


def of_parents(session: Session) -> list[int]:
    users = session.query(User).order_by(User.id).all()
    found = []
    for user in users:
        stmt = select(func.count(Order.id)).where(with_parent(user, User.orders))
        found.append(session.scalar(stmt))
    return found
