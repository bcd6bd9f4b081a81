from __future__ import annotations

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Team(Base):
    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))


def team_names(session: Session, ids: list[int]) -> list[str]:
    found = []
    for ident in ids:
        user = session.get(User, ident)
        if user is None:
            continue
        team = session.scalar(select(Team).where(Team.id == user.team_id))
        found.append(team.name if team is not None else "nobody's")
    return found


def sure_names(session: Session, ids: list[int]) -> list[str]:
    found = []
    for ident in ids:
        user = session.scalars(select(User).where(User.id == ident)).one()
        team = session.scalars(select(Team).where(Team.id == user.team_id)).one()
        found.append(team.name)
    return found
