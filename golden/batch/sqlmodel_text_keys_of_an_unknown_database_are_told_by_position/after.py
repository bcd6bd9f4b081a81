from __future__ import annotations

from sqlalchemy import literal, union_all
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
    for start in range(0, len(unique_slugs), 100):
        wanted = union_all(
            *(
                select(Team.id, literal(number).label("position")).where(
                    Team.slug == key
                )
                for number, key in enumerate(unique_slugs[start : start + 100], start)
            )
        ).subquery()
        for team, position in session.exec(
            select(Team, wanted.c.position).where(Team.id == wanted.c.id)
        ):
            team_by_slug[unique_slugs[position]] = team
    return [team_by_slug.get(slug) for slug in slugs]
