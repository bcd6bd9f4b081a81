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
    return [
        session.exec(select(Team).where(Team.slug == slug)).one_or_none()
        for slug in slugs
    ]
