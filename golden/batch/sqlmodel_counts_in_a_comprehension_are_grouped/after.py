from __future__ import annotations

from sqlalchemy import func
from sqlmodel import Field, SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession


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


async def sizes(session: AsyncSession, team_ids: list[int]) -> list[int]:
    unique_team_ids = list(dict.fromkeys(team_ids))
    hero_counts_by_team_id: dict[int, int] = {}
    for start in range(0, len(unique_team_ids), 1000):
        for key, count in await session.exec(
            select(Hero.team_id, func.count())
            .select_from(Hero)
            .where(Hero.team_id.in_(unique_team_ids[start : start + 1000]))
            .group_by(Hero.team_id)
        ):
            hero_counts_by_team_id[key] = count
    return [hero_counts_by_team_id.get(team_id, 0) for team_id in team_ids]
