from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100))


def user_of(session: Session, i: int) -> User | None:
    return session.get(User, i)


def user_of_by_i_values(session: Session, i_values: Iterable[int]) -> dict[int, User]:
    """Answer `user_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(i_values))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(keys), 1000):
        for user in session.scalars(
            select(User).where(User.id.in_(keys[start : start + 1000]))
        ):
            users_by_id[user.id] = user
    return users_by_id


def emails(session: Session, ids: list[int]) -> list[str]:
    user_ids = list(dict.fromkeys(ids))
    users_by_id = user_of_by_i_values(session, user_ids)
    return [user.email if (user := users_by_id.get(i)) else "" for i in ids]
