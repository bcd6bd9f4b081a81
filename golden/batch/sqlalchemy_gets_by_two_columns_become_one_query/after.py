from __future__ import annotations

from sqlalchemy import select, tuple_
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
    unique_keys = list(dict.fromkeys((team_id, user_id) for team_id, user_id in keys))
    member_by_team_id_and_user_id = {}
    for start in range(0, len(unique_keys), 1000):
        for member_row in session.scalars(
            select(Member).where(
                tuple_(Member.team_id, Member.user_id).in_(
                    unique_keys[start : start + 1000]
                )
            )
        ):
            member_by_team_id_and_user_id[(member_row.team_id, member_row.user_id)] = (
                member_row
            )
    for team_id, user_id in keys:
        member = member_by_team_id_and_user_id.get((team_id, user_id))
        found.append(member.role if member else None)
    return found
