from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.exc import NoResultFound
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
    parent_id: Mapped[int | None]
    status: Mapped[str]
    total: Mapped[int]


def emails(session: Session, ids: list[int]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    emails_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for key, value in session.execute(
            select(User.id, User.email).where(
                User.id.in_(user_ids[start : start + 1000])
            )
        ):
            emails_by_id[key] = value
    for user_id in ids:
        if user_id not in emails_by_id:
            raise NoResultFound("No row was found when one was required")
        email = emails_by_id[user_id]
        found.append(email)
    return found
