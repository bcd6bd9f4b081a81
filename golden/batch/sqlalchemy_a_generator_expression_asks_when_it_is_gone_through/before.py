from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import String, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)


def emails(session: Session, ids: list[int]) -> Iterator[str]:
    return (session.get_one(User, user_id).email for user_id in ids)


def rename(session: Session, ids: list[int]) -> list[str]:
    seen = []
    for email in emails(session, ids):
        seen.append(email)
        session.execute(update(User).values(email=User.email + "!"))
        session.expire_all()
    return seen
