from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func
from sqlmodel import Field, Session, SQLModel, select


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


def names(session: Session, team_ids: list[int]) -> list[list[str]]:
    unique_team_ids = list(dict.fromkeys(team_ids))
    names_by_team_id = defaultdict(list)
    for start in range(0, len(unique_team_ids), 1000):
        for key, value in session.exec(
            select(Hero.team_id, Hero.name)
            .where(Hero.team_id.in_(unique_team_ids[start : start + 1000]))
            .order_by(Hero.power)
        ):
            names_by_team_id[key].append(value)
    return [list(names_by_team_id.get(team_id, ())) for team_id in team_ids]


def powers(session: Session, team_ids: list[int]) -> list[int | None]:
    unique_team_ids = list(dict.fromkeys(team_ids))
    hero_totals_by_team_id = {}
    for start in range(0, len(unique_team_ids), 1000):
        for key, total in session.exec(
            select(Hero.team_id, func.sum(Hero.power))
            .where(Hero.team_id.in_(unique_team_ids[start : start + 1000]))
            .group_by(Hero.team_id)
        ):
            hero_totals_by_team_id[key] = total
    return [hero_totals_by_team_id.get(team_id) for team_id in team_ids]


def slugs(session: Session, team_ids: list[int]) -> list[str | None]:
    unique_team_ids = list(dict.fromkeys(team_ids))
    slugs_by_id = {}
    for start in range(0, len(unique_team_ids), 1000):
        for key, value in session.exec(
            select(Team.id, Team.slug).where(
                Team.id.in_(unique_team_ids[start : start + 1000])
            )
        ):
            slugs_by_id[key] = value
    return [slugs_by_id.get(team_id) for team_id in team_ids]
