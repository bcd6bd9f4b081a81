from __future__ import annotations

from collections.abc import Callable

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
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


class Users:
    def __init__(self, session: Session) -> None:
        self.session = session

    def by_id(self, user_id: int) -> User | None:
        return self.session.get(User, user_id)


def hiding(find: Callable[[Users, int], User | None]) -> Callable[[Users, int], User | None]:
    def found(users: Users, user_id: int) -> User | None:
        return None if user_id == 2 else find(users, user_id)

    return found


Users.by_id = hiding(Users.by_id)  # type: ignore[method-assign]


def emails(session: Session, user_ids: list[int]) -> list[str]:
    users = Users(session)
    result = []
    for user_id in user_ids:
        user = users.by_id(user_id)
        if user is not None:
            result.append(user.email)
    return result
