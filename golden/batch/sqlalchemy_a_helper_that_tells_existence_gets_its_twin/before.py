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
    status: Mapped[str]
    total: Mapped[int]


class Orders:
    def __init__(self, session: Session) -> None:
        self.session = session

    def any_of(self, user_id: int) -> bool:
        return self.session.query(Order).filter_by(user_id=user_id).first() is not None


def idle(orders: Orders, ids: list[int]) -> list[int]:
    return [user_id for user_id in ids if not orders.any_of(user_id)]
