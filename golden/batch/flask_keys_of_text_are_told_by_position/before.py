from __future__ import annotations

from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Country(db.Model):
    code = db.Column(db.String(2, "NOCASE"), primary_key=True)
    name = db.Column(db.String(20, "NOCASE"), nullable=False)


class City(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    country_code = db.Column(db.ForeignKey("country.code"), nullable=False)
    name = db.Column(db.String(20, "NOCASE"), nullable=False)
    size = db.Column(db.Integer, nullable=False)


def names(codes: list[str]) -> list[str | None]:
    found = []
    for code in codes:
        country = db.session.get(Country, code)
        found.append(country.name if country else None)
    return found


def cities(names: list[str]) -> list[list[int]]:
    found = []
    for name in names:
        rows = City.query.filter_by(name=name).order_by(City.size.desc(), City.id).all()
        found.append([row.id for row in rows])
    return found


def largest(names: list[str]) -> list[int | None]:
    found = []
    for name in names:
        city = (
            City.query.filter_by(name=name).order_by(City.size.desc(), City.id).first()
        )
        found.append(city.id if city else None)
    return found


def counts(names: list[str]) -> list[int]:
    return [City.query.filter_by(name=name).count() for name in names]


def of_countries(names: list[str]) -> list[list[int]]:
    found = []
    for name in names:
        rows = db.session.scalars(
            db.select(City.id)
            .join(Country, Country.code == City.country_code)
            .where(Country.name == name, City.size > 1)
            .order_by(City.id)
        ).all()
        found.append(list(rows))
    return found
