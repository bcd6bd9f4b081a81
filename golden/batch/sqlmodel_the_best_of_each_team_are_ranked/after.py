from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func
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
    unique_team_ids = list(dict.fromkeys(team_ids))
    heros_by_team_id: defaultdict[int, list[Hero]] = defaultdict(list)
    for start in range(0, len(unique_team_ids), 1000):
        ranked = (
            select(
                Hero.id,
                func.row_number()
                .over(partition_by=Hero.team_id, order_by=col(Hero.power).desc())
                .label("rank"),
            )
            .where(Hero.team_id.in_(unique_team_ids[start : start + 1000]))
            .subquery()
        )
        for hero_row in session.exec(
            select(Hero)
            .join(ranked, Hero.id == ranked.c.id)
            .where(ranked.c.rank <= 2)
            .order_by(col(Hero.power).desc())
        ):
            heros_by_team_id[hero_row.team_id].append(hero_row)
    for team_id in team_ids:
        heroes = heros_by_team_id.get(team_id, [])
        found.append([hero.name for hero in heroes])
    return found


def strongest(session: Session, team_ids: list[int]) -> list[str | None]:
    found = []
    unique_team_ids = list(dict.fromkeys(team_ids))
    hero_by_team_id: dict[int, Hero] = {}
    for start in range(0, len(unique_team_ids), 1000):
        ranked = (
            select(
                Hero.id,
                func.row_number()
                .over(partition_by=Hero.team_id, order_by=col(Hero.power).desc())
                .label("rank"),
            )
            .where(Hero.team_id.in_(unique_team_ids[start : start + 1000]))
            .subquery()
        )
        for hero_row in session.exec(
            select(Hero).join(ranked, Hero.id == ranked.c.id).where(ranked.c.rank == 1)
        ):
            hero_by_team_id[hero_row.team_id] = hero_row
    for team_id in team_ids:
        hero = hero_by_team_id.get(team_id)
        found.append(hero.name if hero else None)
    return found
