from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, event, select
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


loaded: list[int] = []


@event.listens_for(User, "load")
def note(user: User, context: Any) -> None:
    loaded.append(user.id)


def emails(session: Session, user_ids: list[int]) -> list[tuple[str, int]]:
    loaded.clear()
    result = []
    by = {
        user.id: user for user in session.scalars(select(User).where(User.id.in_(user_ids)))
    }
    for user_id in user_ids:
        user = by.get(user_id)
        if user is not None:
            result.append((user.email, len(loaded)))
    return result
