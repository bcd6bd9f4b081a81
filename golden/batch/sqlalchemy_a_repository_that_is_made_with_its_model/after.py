from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ForeignKey, String
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


class Store:
    def __init__(self, entity, session: Session):
        self._entity = entity
        self._session = session

    def find(self, pk: int):
        return self._session.query(self._entity).filter(self._entity.id == pk).first()

    def find_by_pks(self, pks: Iterable[int]):
        """Answer `find` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(pks))
        rows_by_key = {}
        for start in range(0, len(keys), 1000):
            for row in self._session.query(self._entity).filter(
                self._entity.id.in_(keys[start : start + 1000])
            ):
                rows_by_key[row.id] = row
        return rows_by_key


class Checkout:
    def __init__(self, session: Session) -> None:
        self.users = Store(User, session)
        self.orders = Store(session=session, entity=Order)

    def emails(self, ids: list[int]) -> list[str | None]:
        found = []
        user_ids = list(dict.fromkeys(ids))
        users_by_id = self.users.find_by_pks(user_ids)
        for user_id in ids:
            user = users_by_id.get(user_id)
            found.append(user.email if user else None)
        return found


def totals(session: Session, ids: list[int]) -> list[int]:
    store = Store(Order, session)
    found = []
    order_ids = list(dict.fromkeys(ids))
    orders_by_id = store.find_by_pks(order_ids)
    for order_id in ids:
        order = orders_by_id.get(order_id)
        if order is not None:
            found.append(order.total)
    return found
