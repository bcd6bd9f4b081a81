from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Visit(Base):
    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int | None]
    user_id: Mapped[int]
    page: Mapped[str]


class Visits:
    def __init__(self, session: Session) -> None:
        self.session = session

    def of_member(self, team_id: int | None, user_id: int) -> list[Visit]:
        return list(
            self.session.scalars(
                select(Visit).where(Visit.team_id == team_id, Visit.user_id == user_id)
            )
        )


def pages(visits: Visits, pairs: list[tuple[int | None, int]]) -> list[list[str]]:
    found = []
    for team_id, user_id in pairs:
        rows = visits.of_member(team_id, user_id)
        found.append([row.page for row in rows])
    return found
