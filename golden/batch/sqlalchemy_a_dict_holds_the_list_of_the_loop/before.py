from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)


def emails(session: Session, ids: list[int]) -> list[str]:
    found = []
    work = {"ids": ids, "found": found}
    for user_id in ids:
        user = session.get(User, user_id)
        if user is None and user_id < 5:
            work["ids"].append(user_id + 1)
        elif user is not None:
            work["found"].append(user.email)
    return found
