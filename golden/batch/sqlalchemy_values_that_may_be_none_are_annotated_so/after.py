from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None]


def email_of(session: Session, user_id: int) -> str | None:
    return session.scalar(select(User.email).where(User.id == user_id))


def email_of_by_user_ids(
    session: Session, user_ids: Iterable[int]
) -> dict[int, str | None]:
    """Answer `email_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    emails_by_id: dict[int, str | None] = {}
    for start in range(0, len(keys), 1000):
        for user_id, value in session.execute(
            select(User.id, User.email).where(User.id.in_(keys[start : start + 1000]))
        ):
            emails_by_id[user_id] = value
    return emails_by_id


def emails(session: Session, ids: list[int]) -> list[str | None]:
    found: list[str | None] = []
    user_ids = list(dict.fromkeys(ids))
    emails_by_id = email_of_by_user_ids(session, user_ids)
    for ident in ids:
        found.append(emails_by_id.get(ident))
    return found
