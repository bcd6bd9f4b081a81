from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

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


M = TypeVar("M", bound=Base)


class Repository(Generic[M]):
    def __init__(self, session: Session, model: type[M]) -> None:
        self.session = session
        self._model = model

    def get(self, key: int) -> M | None:
        rows = self.session.scalars(select(self._model).where(self._model.id == key))
        return rows.one_or_none()

    def get_by_keys(self, keys: Iterable[int]) -> dict[int, M]:
        """Answer `get` for many keys at once: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        rows_by_key: dict[int, M] = {}
        for start in range(0, len(wanted), 1000):
            for row in self.session.scalars(
                select(self._model).where(
                    self._model.id.in_(wanted[start : start + 1000])
                )
            ):
                rows_by_key[row.id] = row
        return rows_by_key


class UserRepository(Repository[User]):
    pass


class OrderRepository(Repository[Order]):
    def __init__(self, session: Session) -> None:
        super().__init__(session, Order)


def emails(users: UserRepository, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = users.get_by_keys(user_ids)
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found


def totals(orders: Repository[Order], ids: list[int]) -> list[int | None]:
    found = []
    order_ids = list(dict.fromkeys(ids))
    orders_by_id = orders.get_by_keys(order_ids)
    for order_id in ids:
        order = orders_by_id.get(order_id)
        found.append(order.total if order else None)
    return found
