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


def by_id(session: Session, ids: set[int]) -> dict[int, str | None]:
    user_ids = list(ids)
    emails_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for key, value in session.execute(
            select(User.id, User.email).where(
                User.id.in_(user_ids[start : start + 1000])
            )
        ):
            emails_by_id[key] = value
    return {user_id: emails_by_id.get(user_id) for user_id in ids}
