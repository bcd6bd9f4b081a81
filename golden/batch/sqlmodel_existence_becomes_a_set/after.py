from __future__ import annotations

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


def manned(session: Session, team_ids: list[int]) -> list[int]:
    found = []
    unique_team_ids = list(dict.fromkeys(team_ids))
    team_ids_with_heros: set[int] = set()
    for start in range(0, len(unique_team_ids), 1000):
        for key in session.exec(
            select(Hero.team_id)
            .where(Hero.team_id.in_(unique_team_ids[start : start + 1000]))
            .distinct()
        ):
            team_ids_with_heros.add(key)
    for team_id in team_ids:
        if team_id in team_ids_with_heros:
            found.append(team_id)
    return found


def strong(session: Session, team_ids: list[int]) -> list[bool]:
    unique_team_ids = list(dict.fromkeys(team_ids))
    team_ids_with_heros: set[int] = set()
    for start in range(0, len(unique_team_ids), 1000):
        for key in session.exec(
            select(Hero.team_id)
            .where(
                Hero.team_id.in_(unique_team_ids[start : start + 1000]), Hero.power > 6
            )
            .distinct()
        ):
            team_ids_with_heros.add(key)
    return [team_id in team_ids_with_heros for team_id in team_ids]
