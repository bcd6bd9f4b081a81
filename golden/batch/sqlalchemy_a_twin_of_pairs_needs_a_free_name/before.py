from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Visit(Base):
    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    user_id: Mapped[int]
    keys: Mapped[int]


def of_member(session: Session, team_id: int, user_id: int, keys: int) -> list[Visit]:
    return list(
        session.scalars(
            select(Visit).where(
                Visit.team_id == team_id, Visit.user_id == user_id, Visit.keys == keys
            )
        )
    )


def counts(session: Session, pairs: list[tuple[int, int]], number: int) -> list[int]:
    found = []
    for team_id, user_id in pairs:
        found.append(len(of_member(session, team_id, user_id, number)))
    return found
