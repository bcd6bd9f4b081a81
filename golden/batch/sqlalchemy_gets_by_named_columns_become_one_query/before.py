from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Member(Base):
    __tablename__ = "members"

    team_id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]


def roles(session: Session, keys: list[tuple[int, int]]) -> list[str | None]:
    found = []
    for team_id, user_id in keys:
        member = session.get(Member, {"user_id": user_id, "team_id": team_id})
        found.append(member.role if member else None)
    return found
