from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ForeignKey, func, select
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


def compared(session: Session) -> list[list[int]]:
    found = []
    users = session.scalars(select(User).order_by(User.id)).all()
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int | None, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in session.scalars(
            select(Order)
            .where(Order.user_id.in_(user_ids[start : start + 1000]), Order.total > 10)
            .order_by(Order.id)
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user in users:
        orders = orders_by_user_id.get(user.id, [])
        found.append([order.total for order in orders])
    return found


def by_keyword(session: Session) -> list[list[int]]:
    users = session.query(User).order_by(User.id).all()
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int | None, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in (
            session.query(Order)
            .filter(Order.user_id.in_(user_ids[start : start + 1000]))
            .order_by(Order.id)
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user in users:
        orders = orders_by_user_id.get(user.id, [])
        found.append([order.total for order in orders])
    return found


def of_parents(session: Session) -> list[int]:
    users = session.query(User).order_by(User.id).all()
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    order_counts_by_user_id: dict[int | None, int] = {}
    for start in range(0, len(user_ids), 1000):
        for user_id, count in session.execute(
            select(Order.user_id, func.count(Order.id))
            .where(Order.user_id.in_(user_ids[start : start + 1000]))
            .group_by(Order.user_id)
        ):
            order_counts_by_user_id[user_id] = count
    for user in users:
        found.append(order_counts_by_user_id.get(user.id, 0))
    return found
