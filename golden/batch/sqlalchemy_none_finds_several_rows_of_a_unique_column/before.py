from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Desk(Base):
    __tablename__ = "desks"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(unique=True)


def desks(session: Session, user_ids: list[int | None]) -> list[int | None]:
    found = []
    for user_id in user_ids:
        desk = session.scalars(
            select(Desk).where(Desk.user_id == user_id)
        ).one_or_none()
        found.append(desk.id if desk else None)
    return found
