from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from sqlmodel import Field, Session, SQLModel, select


class Team(SQLModel, table=True):
    __tablename__ = "teams"

    id: int = Field(primary_key=True)
    slug: str = Field(unique=True)


class Hero(SQLModel, table=True):
    __tablename__ = "heroes"

    id: int = Field(primary_key=True)
    team_id: int = Field(foreign_key="teams.id", index=True)
    name: str


M = TypeVar("M", bound=SQLModel)


class Repository(ABC, Generic[M]):
    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    @abstractmethod
    def model(self) -> type[M]: ...

    def get(self, key: int) -> M | None:
        return self.session.exec(select(self.model).where(self.model.id == key)).first()

    def get_by_keys(self, keys: Iterable[int]) -> dict[int, M]:
        """Answer `get` for many keys at once: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        rows_by_key: dict[int, M] = {}
        for start in range(0, len(wanted), 1000):
            for row in self.session.exec(
                select(self.model).where(
                    self.model.id.in_(wanted[start : start + 1000])
                )
            ):
                rows_by_key[row.id] = row
        return rows_by_key


class TeamRepository(Repository[Team]):
    @property
    def model(self) -> type[Team]:
        return Team


class HeroRepository(Repository[Hero]):
    @property
    def model(self):
        return Hero

    def of_team(self, team_id: int) -> list[Hero]:
        rows = select(self.model).where(self.model.team_id == team_id)
        return list(self.session.exec(rows.order_by(self.model.id)).all())

    def of_team_by_team_ids(self, team_ids: Iterable[int]) -> dict[int, list[Hero]]:
        """Answer `of_team` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(team_ids))
        heros_by_team_id: defaultdict[int, list[Hero]] = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for hero in self.session.exec(
                select(self.model)
                .where(self.model.team_id.in_(keys[start : start + 1000]))
                .order_by(self.model.id)
            ):
                heros_by_team_id[hero.team_id].append(hero)
        return heros_by_team_id


def slugs(teams: TeamRepository, ids: list[int]) -> list[str | None]:
    found = []
    team_ids = list(dict.fromkeys(ids))
    teams_by_id = teams.get_by_keys(team_ids)
    for team_id in ids:
        team = teams_by_id.get(team_id)
        found.append(team.slug if team else None)
    return found


def names(heroes: HeroRepository, ids: list[int]) -> dict[int, list[str]]:
    team_ids = list(dict.fromkeys(ids))
    heros_by_team_id = heroes.of_team_by_team_ids(team_ids)
    return {i: [hero.name for hero in heros_by_team_id.get(i, [])] for i in ids}
