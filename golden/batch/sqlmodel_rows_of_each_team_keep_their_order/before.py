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


def line_ups(session: Session, team_ids: list[int]) -> dict[int, list[str]]:
    result: dict[int, list[str]] = {}
    for team_id in team_ids:
        heroes = session.exec(
            select(Hero).where(Hero.team_id == team_id).order_by(Hero.power)
        ).all()
        result[team_id] = [hero.name for hero in heroes]
    return result
