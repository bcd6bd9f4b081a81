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
    return [
        (
            await session.exec(
                select(func.count()).select_from(Hero).where(Hero.team_id == team_id)
            )
        ).one()
        for team_id in team_ids
    ]
