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
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


def numbered(session: Session, user_ids: list[int]) -> list[tuple[int, str]]:
    lines = []
    unique_user_ids = list(dict.fromkeys(user_ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(unique_user_ids), 1000):
        for user_row in session.scalars(
            select(User).where(User.id.in_(unique_user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    for position, user_id in enumerate(user_ids, start=1):
        user = users_by_id.get(user_id)
        if user is not None:
            lines.append((position, user.email))
    return lines
