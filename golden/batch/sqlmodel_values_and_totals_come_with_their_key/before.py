from __future__ import annotations

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
    return [
        list(
            session.exec(
                select(Hero.name).where(Hero.team_id == team_id).order_by(Hero.power)
            )
        )
        for team_id in team_ids
    ]


def powers(session: Session, team_ids: list[int]) -> list[int | None]:
    return [
        session.exec(select(func.sum(Hero.power)).where(Hero.team_id == team_id)).one()
        for team_id in team_ids
    ]


def slugs(session: Session, team_ids: list[int]) -> list[str | None]:
    return [
        session.exec(select(Team.slug).where(Team.id == team_id)).first()
        for team_id in team_ids
    ]
