from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    total: Mapped[int]


class Repository:
    def __init__(self, session: Session) -> None:
        self.session = session

    def get_user(self, user_id: int) -> User | None:
        return self.session.get(User, user_id)

    def get_orders(self, user_id: int) -> list[Order]:
        statement = select(Order).where(Order.user_id == user_id).order_by(Order.total)
        return list(self.session.scalars(statement))

    def orders_of(self, user_ids: Iterable[int]) -> dict[int, list[Order]]:
        found = defaultdict(list)
        statement = (
            select(Order)
            .where(Order.user_id.in_(list(user_ids)))
            .order_by(Order.user_id, Order.total)
        )
        for order in self.session.scalars(statement):
            found[order.user_id].append(order)
        return dict(found)


def totals(repository: Repository, ids: list[int]) -> list[list[int]]:
    found = []
    for user_id in ids:
        orders = repository.get_orders(user_id)
        found.append([order.total for order in orders])
    return found
