from __future__ import annotations

from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100, "NOCASE"))
    team: Mapped[int]


def ids_of(session: Session, emails: list[str]) -> list[list[int]]:
    return [
        session.scalars(
            select(User.id).where(User.email == email).order_by(User.id.desc())
        ).all()
        for email in emails
    ]


def unknown(session: Session, emails: list[str]) -> list[str]:
    found = []
    for email in emails:
        if session.query(User).filter_by(email=email, team=1).first() is None:
            found.append(email)
    return found


def users_of(session: Session, emails: list[str]) -> list[str]:
    found = []
    for email in emails:
        for user in session.query(User).filter(User.email == email).order_by(User.id):
            found.append(user.email)
    return found
