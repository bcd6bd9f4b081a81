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
    for team_id in team_ids:
        if session.exec(select(Hero).where(Hero.team_id == team_id)).first():
            found.append(team_id)
    return found


def strong(session: Session, team_ids: list[int]) -> list[bool]:
    return [
        session.exec(
            select(Hero.id).where(Hero.team_id == team_id, Hero.power > 6).limit(1)
        ).first()
        is not None
        for team_id in team_ids
    ]
