from __future__ import annotations

from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)


def all_known(session: Session, ids: list[int]) -> bool:
    user_ids = list(dict.fromkeys(ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user in session.scalars(
            select(User).where(User.id.in_(user_ids[start : start + 1000]))
        ):
            users_by_id[user.id] = user
    return all(users_by_id.get(user_id) is not None for user_id in ids)
