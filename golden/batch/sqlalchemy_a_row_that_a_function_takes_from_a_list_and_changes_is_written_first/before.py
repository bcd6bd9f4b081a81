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


def lend(db: Session) -> None:
    visits = db.scalars(select(Visit).order_by(Visit.id)).all()
    if visits:
        visits[0].user_id = 3


def counts(db: Session) -> list[int | None]:
    found = []
    for user in db.scalars(select(User).order_by(User.id)).all():
        stmt = select(func.count()).select_from(Visit).where(Visit.user_id == user.id)
        found.append(db.scalar(stmt))
        lend(db)
    return found
