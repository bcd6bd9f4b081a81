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
    parent_id: Mapped[int | None]
    status: Mapped[str]
    total: Mapped[int]


def emails(session: Session, ids: list[str]) -> list[str | None]:
    user_ids = list(dict.fromkeys(ids))
    emails_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for user_id, value in session.execute(
            select(User.id, User.email).where(
                User.id.in_(user_ids[start : start + 1000])
            )
        ):
            emails_by_id[user_id] = value
    return [emails_by_id.get(key) for key in ids]
