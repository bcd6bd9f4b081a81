from __future__ import annotations

from collections import defaultdict

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


async def teams(session: AsyncSession, team_ids: list[int]) -> list[str | None]:
    found = []
    unique_team_ids = list(dict.fromkeys(team_ids))
    teams_by_id: dict[int, Team] = {}
    for start in range(0, len(unique_team_ids), 1000):
        for team_row in await session.scalars(
            select(Team).where(Team.id.in_(unique_team_ids[start : start + 1000]))
        ):
            teams_by_id[team_row.id] = team_row
    for team_id in team_ids:
        team = teams_by_id.get(team_id)
        found.append(team.slug if team else None)
    return found


async def firsts(session: AsyncSession, team_ids: list[int]) -> list[str | None]:
    found = []
    unique_team_ids = list(dict.fromkeys(team_ids))
    teams_by_id: dict[int, Team] = {}
    for start in range(0, len(unique_team_ids), 1000):
        for team_row in await session.exec(
            select(Team).where(Team.id.in_(unique_team_ids[start : start + 1000]))
        ):
            teams_by_id[team_row.id] = team_row
    for team_id in team_ids:
        team = teams_by_id.get(team_id)
        found.append(team.slug if team else None)
    return found


async def line_up(session: AsyncSession, team_ids: list[int]) -> list[str]:
    found = []
    unique_team_ids = list(dict.fromkeys(team_ids))
    heros_by_team_id: defaultdict[int, list[Hero]] = defaultdict(list)
    for start in range(0, len(unique_team_ids), 1000):
        for hero_row in await session.exec(
            select(Hero)
            .where(Hero.team_id.in_(unique_team_ids[start : start + 1000]))
            .order_by(Hero.power)
        ):
            heros_by_team_id[hero_row.team_id].append(hero_row)
    for team_id in team_ids:
        for hero in heros_by_team_id.get(team_id, []):
            found.append(hero.name)
    return found


async def manned(session: AsyncSession, team_ids: list[int]) -> list[bool]:
    found = []
    unique_team_ids = list(dict.fromkeys(team_ids))
    team_ids_with_heros: set[int] = set()
    for start in range(0, len(unique_team_ids), 1000):
        for key in await session.exec(
            select(Hero.team_id)
            .where(Hero.team_id.in_(unique_team_ids[start : start + 1000]))
            .distinct()
        ):
            team_ids_with_heros.add(key)
    for team_id in team_ids:
        found.append(team_id in team_ids_with_heros)
    return found


async def best(session: AsyncSession, team_ids: list[int]) -> list[list[str]]:
    found = []
    unique_team_ids = list(dict.fromkeys(team_ids))
    heros_by_team_id: defaultdict[int, list[Hero]] = defaultdict(list)
    for start in range(0, len(unique_team_ids), 1000):
        ranked = (
            select(
                Hero.id,
                func.row_number()
                .over(partition_by=Hero.team_id, order_by=Hero.power.desc())
                .label("rank"),
            )
            .where(Hero.team_id.in_(unique_team_ids[start : start + 1000]))
            .subquery()
        )
        for hero_row in await session.exec(
            select(Hero)
            .join(ranked, Hero.id == ranked.c.id)
            .where(ranked.c.rank <= 2)
            .order_by(Hero.power.desc())
        ):
            heros_by_team_id[hero_row.team_id].append(hero_row)
    for team_id in team_ids:
        heroes = heros_by_team_id.get(team_id, [])
        found.append([hero.name for hero in heroes])
    return found
