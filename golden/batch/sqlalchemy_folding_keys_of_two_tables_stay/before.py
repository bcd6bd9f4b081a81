from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Country(Base):
    __tablename__ = "countries"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20, "NOCASE"))


class City(Base):
    __tablename__ = "cities"

    id: Mapped[int] = mapped_column(primary_key=True)
    country_id: Mapped[int] = mapped_column(ForeignKey("countries.id"))
    name: Mapped[str] = mapped_column(String(20, "NOCASE"))


def cities(session: Session, wanted: list[tuple[str, str]]) -> list[list[int]]:
    found = []
    for country, city in wanted:
        ids = session.scalars(
            select(City.id)
            .join(Country, Country.id == City.country_id)
            .where(Country.name == country, City.name == city)
            .order_by(City.id)
        ).all()
        found.append(list(ids))
    return found
