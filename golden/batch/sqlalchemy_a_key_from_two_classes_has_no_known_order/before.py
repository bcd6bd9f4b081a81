from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class OfTeam:
    team_id: Mapped[int] = mapped_column(primary_key=True)


class Member(OfTeam, Base):
    __tablename__ = "members"

    user_id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]


def members(session: Session, keys: list[tuple[int, int]]) -> list[Member | None]:
    return [session.get(Member, (team_id, user_id)) for team_id, user_id in keys]
