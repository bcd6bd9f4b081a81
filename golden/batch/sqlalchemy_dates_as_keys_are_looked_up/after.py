from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Rate(Base):
    __tablename__ = "rates"

    day: Mapped[date] = mapped_column(primary_key=True)
    percent: Mapped[int]


def rates(session: Session, days: list[date]) -> list[int | None]:
    unique_days = list(dict.fromkeys(days))
    percents_by_day = {}
    for start in range(0, len(unique_days), 1000):
        for day_row, value in session.execute(
            select(Rate.day, Rate.percent).where(
                Rate.day.in_(unique_days[start : start + 1000])
            )
        ):
            percents_by_day[day_row] = value
    return [percents_by_day.get(day) for day in days]
