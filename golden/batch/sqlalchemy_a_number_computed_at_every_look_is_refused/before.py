from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Reading(Base):
    __tablename__ = "readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[float]


def doubled(session: Session, levels: list[float]) -> list[list[int]]:
    found = []
    for level in levels:
        ids = session.scalars(
            select(Reading.id).where(Reading.level == level * 2).order_by(Reading.id)
        ).all()
        found.append(list(ids))
    return found
