from __future__ import annotations

from collections.abc import Iterator

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


def users_one_by_one(session: Session, user_ids: list[int]) -> Iterator[User | None]:
    for user_id in user_ids:
        yield session.scalars(
            select(User)
            .where(User.id == user_id)
            .execution_options(populate_existing=True)
        ).one_or_none()
