from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


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


def compared(session: Session, users: list[User]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int | None, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order in session.scalars(
            select(Order).where(Order.user_id.in_(user_ids[start : start + 1000]))
        ):
            orders_by_user_id[order.user_id].append(order)
    for user in users:
        orders = orders_by_user_id.get(user.id, [])
        found.append(len(orders))
    return found
