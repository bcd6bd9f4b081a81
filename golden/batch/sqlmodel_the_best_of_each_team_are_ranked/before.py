from __future__ import annotations

from sqlmodel import Field, Session, SQLModel, col, select


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


def best(session: Session, team_ids: list[int]) -> list[list[str]]:
    found = []
    for team_id in team_ids:
        heroes = session.exec(
            select(Hero)
            .where(Hero.team_id == team_id)
            .order_by(col(Hero.power).desc())
            .limit(2)
        ).all()
        found.append([hero.name for hero in heroes])
    return found


def strongest(session: Session, team_ids: list[int]) -> list[str | None]:
    found = []
    for team_id in team_ids:
        hero = session.exec(
            select(Hero).where(Hero.team_id == team_id).order_by(col(Hero.power).desc())
        ).first()
        found.append(hero.name if hero else None)
    return found
