from __future__ import annotations

from collections import defaultdict

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
    unique_team_ids = list(dict.fromkeys(team_ids))
    heros_by_team_id: defaultdict[int, list[Hero]] = defaultdict(list)
    for start in range(0, len(unique_team_ids), 1000):
        for hero_row in session.exec(
            select(Hero)
            .where(Hero.team_id.in_(unique_team_ids[start : start + 1000]))
            .order_by(Hero.power)
        ):
            heros_by_team_id[hero_row.team_id].append(hero_row)
    for team_id in team_ids:
        heroes = heros_by_team_id.get(team_id, [])
        result[team_id] = [hero.name for hero in heroes]
    return result
