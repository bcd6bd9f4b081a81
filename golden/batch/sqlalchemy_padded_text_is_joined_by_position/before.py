from __future__ import annotations

from sqlalchemy import CHAR, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(CHAR(6), unique=True)
    team: Mapped[int]


def users_of(session: Session, emails: list[str]) -> list[int | None]:
    found = []
    for email in emails:
        user = session.scalars(
            select(User).filter_by(email=email).filter_by(team=1)
        ).one_or_none()
        found.append(user.id if user else None)
    return found


def counts(session: Session, emails: list[str]) -> list[int]:
    return [
        session.scalar(
            select(func.count()).select_from(User).where(User.email == email)
        )
        for email in emails
    ]


def teams(session: Session, emails: list[str]) -> list[int]:
    found = []
    for email in emails:
        for row in session.execute(
            select(User.id, User.team).where(User.email == email)
        ):
            found.append(row.id + row.team)
    return found
