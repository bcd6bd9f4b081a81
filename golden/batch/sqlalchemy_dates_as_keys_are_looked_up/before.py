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
    return [session.scalar(select(Rate.percent).where(Rate.day == day)) for day in days]
