from __future__ import annotations

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


class Rows:
    def __init__(self, session: Session) -> None:
        self.session = session

    def table(self):
        raise NotImplementedError

    def find(self, key: int):
        rows = self.session.scalars(select(self.table()).where(self.table().id == key))
        return rows.first()


class Users(Rows):
    def table(self):
        return User


class Orders(Rows):
    def table(self):
        return Order


def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = users.find(user_id)
        found.append(user.email if user else None)
    return found
