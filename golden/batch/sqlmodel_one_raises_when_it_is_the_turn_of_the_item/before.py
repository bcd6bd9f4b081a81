from __future__ import annotations

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
    for team_id in team_ids:
        result = await session.exec(select(Team).where(Team.id == team_id))
        team = result.one()
        greeted.append(team.slug)
