from __future__ import annotations

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


class Checkout:
    def __init__(self, session: Session) -> None:
        self.users = Store(User, session)
        self.orders = Store(session=session, entity=Order)

    def emails(self, ids: list[int]) -> list[str | None]:
        found = []
        for user_id in ids:
            user = self.users.find(user_id)
            found.append(user.email if user else None)
        return found


def totals(session: Session, ids: list[int]) -> list[int]:
    store = Store(Order, session)
    found = []
    for order_id in ids:
        order = store.find(order_id)
        if order is not None:
            found.append(order.total)
    return found
