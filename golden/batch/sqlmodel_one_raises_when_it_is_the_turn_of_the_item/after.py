from __future__ import annotations

from sqlalchemy.exc import NoResultFound
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


async def greet(session: AsyncSession, team_ids: list[int], greeted: list[str]) -> None:
    unique_team_ids = list(dict.fromkeys(team_ids))
    teams_by_id: dict[int, Team] = {}
    for start in range(0, len(unique_team_ids), 1000):
        for team_row in await session.exec(
            select(Team).where(Team.id.in_(unique_team_ids[start : start + 1000]))
        ):
            teams_by_id[team_row.id] = team_row
    for team_id in team_ids:
        if team_id not in teams_by_id:
            raise NoResultFound("No row was found when one was required")
        team = teams_by_id[team_id]
        greeted.append(team.slug)
