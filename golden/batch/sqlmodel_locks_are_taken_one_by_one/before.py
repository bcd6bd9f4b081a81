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


def lock(session: Session, team_ids: list[int]) -> list[str]:
    found = []
    for team_id in team_ids:
        team = session.exec(
            select(Team).where(Team.id == team_id).with_for_update()
        ).one()
        found.append(team.slug)
    return found
