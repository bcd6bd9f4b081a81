from __future__ import annotations

from abc import ABC, abstractmethod
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


def slugs(teams: TeamRepository, ids: list[int]) -> list[str | None]:
    found = []
    for team_id in ids:
        team = teams.get(team_id)
        found.append(team.slug if team else None)
    return found


def names(heroes: HeroRepository, ids: list[int]) -> dict[int, list[str]]:
    return {i: [hero.name for hero in heroes.of_team(i)] for i in ids}
