from __future__ import annotations

from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(type_=String(collation="NOCASE"))
    team: Mapped[int]


def latest(session: Session, emails: list[str]) -> list[User | None]:
    found = []
    for email in emails:
        user = session.scalars(
            select(User).where(User.email == email).order_by(User.id.desc()).limit(1)
        ).first()
        found.append(user)
    return found
