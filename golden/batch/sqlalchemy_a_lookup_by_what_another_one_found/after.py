from __future__ import annotations

from sqlalchemy import ForeignKey, select
from sqlalchemy.exc import NoResultFound
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
    user_ids = list(dict.fromkeys(ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in session.scalars(
            select(User).where(User.id.in_(user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    team_ids = list(
        dict.fromkeys(
            users_by_id[ident].team_id for ident in ids if ident in users_by_id
        )
    )
    teams_by_id: dict[int | None, Team] = {}
    for start_2 in range(0, len(team_ids), 1000):
        for team_row in session.scalars(
            select(Team).where(Team.id.in_(team_ids[start_2 : start_2 + 1000]))
        ):
            teams_by_id[team_row.id] = team_row
    for ident in ids:
        user = users_by_id.get(ident)
        if user is None:
            continue
        team = teams_by_id.get(user.team_id)
        found.append(team.name if team is not None else "nobody's")
    return found


def sure_names(session: Session, ids: list[int]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in session.scalars(
            select(User).where(User.id.in_(user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    team_ids = list(
        dict.fromkeys(
            users_by_id[ident].team_id for ident in ids if ident in users_by_id
        )
    )
    teams_by_id: dict[int | None, Team] = {}
    for start_2 in range(0, len(team_ids), 1000):
        for team_row in session.scalars(
            select(Team).where(Team.id.in_(team_ids[start_2 : start_2 + 1000]))
        ):
            teams_by_id[team_row.id] = team_row
    for ident in ids:
        if ident not in users_by_id:
            raise NoResultFound("No row was found when one was required")
        user = users_by_id[ident]
        if user.team_id not in teams_by_id:
            raise NoResultFound("No row was found when one was required")
        team = teams_by_id[user.team_id]
        found.append(team.name)
    return found
