from __future__ import annotations

from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(collation="NOCASE"))
    team: Mapped[int]


def pairs(session: Session, wanted: list[tuple[str, int]]) -> list[list[User]]:
    found = []
    for email, team in wanted:
        users = session.scalars(
            select(User).where(User.email == email, User.team == team)
        ).all()
        found.append(list(users))
    return found
