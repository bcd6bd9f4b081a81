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


def moved(db: Session, user_id: int) -> list[str | None]:
    visits = db.scalars(select(Visit).order_by(Visit.id)).all()
    found = []
    for visit in visits:
        visit.user_id = user_id
        found.append(db.scalar(select(User.email).where(User.id == visit.user_id)))
    return found
