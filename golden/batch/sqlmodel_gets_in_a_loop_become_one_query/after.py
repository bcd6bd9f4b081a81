from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Field, Session, SQLModel


class Team(SQLModel, table=True):
    __tablename__ = "teams"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)


class Hero(SQLModel, table=True):
    __tablename__ = "heroes"

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="teams.id", index=True)
    name: str
    power: int


def team_slugs(session: Session, heroes: list[Hero]) -> list[str]:
    slugs = []
    team_ids = list(dict.fromkeys(hero.team_id for hero in heroes))
    teams_by_id: dict[int, Team] = {}
    for start in range(0, len(team_ids), 1000):
        for team_row in session.scalars(
            select(Team).where(Team.id.in_(team_ids[start : start + 1000]))
        ):
            teams_by_id[team_row.id] = team_row
    for hero in heroes:
        team = teams_by_id.get(hero.team_id)
        slugs.append(team.slug if team else "-")
    return slugs
