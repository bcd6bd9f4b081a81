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
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


class Users:
    asked = 0

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def session(self) -> Session:
        Users.asked += 1
        return self._session

    def by_id(self, user_id: int) -> User | None:
        return self.session.get(User, user_id)


def emails(session: Session, user_ids: list[int]) -> list[tuple[str, int]]:
    Users.asked = 0
    users = Users(session)
    result = []
    by = {
        user.id: user
        for user in users.session.scalars(select(User).where(User.id.in_(user_ids)))
    }
    for user_id in user_ids:
        user = by.get(user_id)
        if user is not None:
            result.append((user.email, Users.asked))
    return result
