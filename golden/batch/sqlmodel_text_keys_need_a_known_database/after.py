from __future__ import annotations

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


def teams(session: Session, slugs: list[str]) -> list[Team | None]:
    unique_slugs = list(dict.fromkeys(slugs))
    team_by_slug: dict[str, Team] = {}
    for start in range(0, len(unique_slugs), 1000):
        for team in session.exec(
            select(Team).where(Team.slug.in_(unique_slugs[start : start + 1000]))
        ):
            team_by_slug[team.slug] = team
    return [team_by_slug.get(slug) for slug in slugs]
