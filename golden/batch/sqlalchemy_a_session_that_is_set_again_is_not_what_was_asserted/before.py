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


def outermost(session):
    return getattr(session, "outermost", session)


def emails(session, user_ids: list[int]) -> list[str | None]:
    assert isinstance(session, Session)
    session = outermost(session)
    found = []
    for user_id in user_ids:
        user = session.get(User, user_id)
        found.append(user.email if user is not None else None)
    return found
