from __future__ import annotations

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
    for hero in heroes:
        team = session.get(Team, hero.team_id)
        slugs.append(team.slug if team else "-")
    return slugs
