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
    user_ids = list(dict.fromkeys(visit.user_id for visit in visits))
    emails_by_id = {}
    for key, email in db.execute(
        select(User.id, User.email).where(User.id.in_(user_ids))
    ):
        emails_by_id[key] = email
    for visit in visits:
        visit.user_id = user_id
        found.append(emails_by_id.get(visit.user_id))
    return found
