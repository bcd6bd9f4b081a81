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


def only_heroes(session: Session, team_ids: list[int]) -> list[str]:
    heroes = session.exec(select(Hero).where(Hero.team_id.in_(team_ids)))
    by_team = {hero.team_id: hero for hero in heroes}
    return [by_team[team_id].name for team_id in team_ids]
