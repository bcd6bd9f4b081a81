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
    status: Mapped[str]
    total: Mapped[int]


class Orders:
    def __init__(self, session: Session) -> None:
        self.session = session

    def any_of(self, user_id: int) -> bool:
        return self.session.query(Order).filter_by(user_id=user_id).first() is not None

    def any_of_by_user_ids(self, user_ids: Iterable[int]) -> set[int]:
        """Answer `any_of` for many keys at once: those for which it is true."""
        keys = list(dict.fromkeys(user_ids))
        user_ids_with_orders: set[int] = set()
        for start in range(0, len(keys), 1000):
            for (user_id,) in (
                self.session.query(Order.user_id)
                .filter(Order.user_id.in_(keys[start : start + 1000]))
                .distinct()
            ):
                user_ids_with_orders.add(user_id)
        return user_ids_with_orders


def idle(orders: Orders, ids: list[int]) -> list[int]:
    user_ids = list(dict.fromkeys(ids))
    user_ids_with_orders = orders.any_of_by_user_ids(user_ids)
    return [user_id for user_id in ids if user_id not in user_ids_with_orders]
