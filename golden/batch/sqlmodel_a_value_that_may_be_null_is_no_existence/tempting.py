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
    rank: str | None = None
    power: int


def ranked(session: Session, team_ids: list[int]) -> list[bool]:
    with_rows = set(
        session.exec(select(Hero.team_id).where(Hero.team_id.in_(team_ids)).distinct())
    )
    return [team_id in with_rows for team_id in team_ids]
