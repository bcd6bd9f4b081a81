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


async def teams(session: AsyncSession, team_ids: list[int]) -> list[str | None]:
    found = []
    for team_id in team_ids:
        team = await session.get(Team, team_id)
        found.append(team.slug if team else None)
    return found


async def firsts(session: AsyncSession, team_ids: list[int]) -> list[str | None]:
    found = []
    for team_id in team_ids:
        result = await session.exec(select(Team).where(Team.id == team_id))
        team = result.first()
        found.append(team.slug if team else None)
    return found


async def line_up(session: AsyncSession, team_ids: list[int]) -> list[str]:
    found = []
    for team_id in team_ids:
        heroes = await session.exec(
            select(Hero).where(Hero.team_id == team_id).order_by(Hero.power)
        )
        for hero in heroes.all():
            found.append(hero.name)
    return found


async def manned(session: AsyncSession, team_ids: list[int]) -> list[bool]:
    found = []
    for team_id in team_ids:
        result = await session.exec(
            select(Hero.id).where(Hero.team_id == team_id).limit(1)
        )
        found.append(result.first() is not None)
    return found


async def best(session: AsyncSession, team_ids: list[int]) -> list[list[str]]:
    found = []
    for team_id in team_ids:
        heroes = (
            await session.exec(
                select(Hero)
                .where(Hero.team_id == team_id)
                .order_by(Hero.power.desc())
                .limit(2)
            )
        ).all()
        found.append([hero.name for hero in heroes])
    return found
