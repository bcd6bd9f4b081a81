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
    total: Mapped[int]


def emails(session: Session, user_ids) -> list[str | None]:
    found = []
    user_ids = list(user_ids)
    unique_user_ids = list(dict.fromkeys(user_ids))
    users_by_id = {}
    for start in range(0, len(unique_user_ids), 1000):
        for user_row in session.scalars(
            select(User).where(User.id.in_(unique_user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    for user_id in user_ids:
        assert isinstance(user_id, int)
        user = users_by_id.get(user_id)
        found.append(user.email if user is not None else None)
    return found
