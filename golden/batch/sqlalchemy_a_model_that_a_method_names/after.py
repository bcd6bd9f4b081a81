from __future__ import annotations

from collections.abc import Iterable

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

    def find_by_keys(self, keys: Iterable[int]):
        """Answer `find` for many keys at once: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        rows_by_key = {}
        for start in range(0, len(wanted), 1000):
            for row in self.session.scalars(
                select(self.table()).where(
                    self.table().id.in_(wanted[start : start + 1000])
                )
            ):
                rows_by_key[row.id] = row
        return rows_by_key


class Users(Rows):
    def table(self):
        return User


class Orders(Rows):
    def table(self):
        return Order


def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = users.find_by_keys(user_ids)
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found
