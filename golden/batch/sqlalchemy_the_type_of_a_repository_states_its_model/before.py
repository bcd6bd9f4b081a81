from __future__ import annotations

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


class UserRepository(Repository[User]):
    pass


class OrderRepository(Repository[Order]):
    def __init__(self, session: Session) -> None:
        super().__init__(session, Order)


def emails(users: UserRepository, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = users.get(user_id)
        found.append(user.email if user else None)
    return found


def totals(orders: Repository[Order], ids: list[int]) -> list[int | None]:
    found = []
    for order_id in ids:
        order = orders.get(order_id)
        found.append(order.total if order else None)
    return found
