from __future__ import annotations

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100))


class Visit(Base):
    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


def line(db: Session, user_id: int) -> str:
    user_id = abs(user_id)
    count = db.scalar(
        select(func.count()).select_from(Visit).where(Visit.user_id == user_id)
    )
    return f"{user_id}: {count}"


def lines(db: Session, user_ids: list[int]) -> list[str]:
    return [line(db, user_id) for user_id in user_ids]
