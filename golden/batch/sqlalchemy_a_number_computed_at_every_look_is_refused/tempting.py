from __future__ import annotations

from collections import defaultdict

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Reading(Base):
    __tablename__ = "readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[float]


def doubled(session: Session, levels: list[float]) -> list[list[int]]:
    found = []
    unique_levels = list(dict.fromkeys(level * 2 for level in levels))
    ids_by_level = defaultdict(list)
    for start in range(0, len(unique_levels), 100):
        wanted = union_all(
            *(
                select(Reading.id, literal(number).label("position")).where(
                    Reading.level == key
                )
                for number, key in enumerate(unique_levels[start : start + 100], start)
            )
        ).subquery()
        for value, position in session.execute(
            select(Reading.id, wanted.c.position)
            .where(Reading.id == wanted.c.id)
            .order_by(Reading.id)
        ):
            ids_by_level[unique_levels[position]].append(value)
    for level in levels:
        ids = ids_by_level.get(level * 2, [])
        found.append(list(ids))
    return found
