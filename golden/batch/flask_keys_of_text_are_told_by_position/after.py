from __future__ import annotations

from collections import defaultdict

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, literal, select, union_all

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
    unique_codes = list(dict.fromkeys(codes))
    country_by_code: dict[str, Country] = {}
    for start in range(0, len(unique_codes), 100):
        wanted = union_all(
            *(
                select(Country.code, literal(number).label("position")).where(
                    Country.code == key
                )
                for number, key in enumerate(unique_codes[start : start + 100], start)
            )
        ).subquery()
        for country_row, position in db.session.execute(
            select(Country, wanted.c.position).where(Country.code == wanted.c.code)
        ):
            country_by_code[unique_codes[position]] = country_row
    for code in codes:
        country = country_by_code.get(code)
        found.append(country.name if country else None)
    return found


def cities(names: list[str]) -> list[list[int]]:
    found = []
    unique_names = list(dict.fromkeys(names))
    cities_by_name: defaultdict[str, list[City]] = defaultdict(list)
    for start in range(0, len(unique_names), 100):
        wanted = union_all(
            *(
                select(City.id, literal(number).label("position")).where(
                    City.name == key
                )
                for number, key in enumerate(unique_names[start : start + 100], start)
            )
        ).subquery()
        for city, position in (
            City.query.filter(City.id == wanted.c.id)
            .order_by(City.size.desc(), City.id)
            .with_entities(City, wanted.c.position)
        ):
            cities_by_name[unique_names[position]].append(city)
    for name in names:
        rows = cities_by_name.get(name, [])
        found.append([row.id for row in rows])
    return found


def largest(names: list[str]) -> list[int | None]:
    found = []
    unique_names = list(dict.fromkeys(names))
    city_by_name: dict[str, City] = {}
    for start in range(0, len(unique_names), 100):
        wanted = union_all(
            *(
                select(City.id, literal(number).label("position")).where(
                    City.name == key
                )
                for number, key in enumerate(unique_names[start : start + 100], start)
            )
        ).subquery()
        ranked = (
            City.query.filter(City.id == wanted.c.id)
            .with_entities(
                City.id,
                wanted.c.position,
                func.row_number()
                .over(
                    partition_by=wanted.c.position, order_by=(City.size.desc(), City.id)
                )
                .label("rank"),
            )
            .subquery()
        )
        for city_row, position in (
            City.query.select_from(City)
            .join(ranked, City.id == ranked.c.id)
            .filter(ranked.c.rank == 1)
            .with_entities(City, ranked.c.position)
        ):
            city_by_name[unique_names[position]] = city_row
    for name in names:
        city = city_by_name.get(name)
        found.append(city.id if city else None)
    return found


def counts(names: list[str]) -> list[int]:
    unique_names = list(dict.fromkeys(names))
    city_counts_by_name: dict[str, int] = {}
    for start in range(0, len(unique_names), 100):
        wanted = union_all(
            *(
                select(City.id, literal(number).label("position")).where(
                    City.name == key
                )
                for number, key in enumerate(unique_names[start : start + 100], start)
            )
        ).subquery()
        for position, count in (
            City.query.filter(City.id == wanted.c.id)
            .group_by(wanted.c.position)
            .with_entities(wanted.c.position, func.count())
        ):
            city_counts_by_name[unique_names[position]] = count
    return [city_counts_by_name.get(name, 0) for name in names]


def of_countries(names: list[str]) -> list[list[int]]:
    found = []
    unique_names = list(dict.fromkeys(names))
    ids_by_name = defaultdict(list)
    for start in range(0, len(unique_names), 100):
        wanted = union_all(
            *(
                db.select(Country.code, literal(number).label("position")).where(
                    Country.name == key
                )
                for number, key in enumerate(unique_names[start : start + 100], start)
            )
        ).subquery()
        for value, position in db.session.execute(
            db.select(City.id, wanted.c.position)
            .select_from(City)
            .join(Country, Country.code == City.country_code)
            .where(Country.code == wanted.c.code, City.size > 1)
            .order_by(City.id)
        ):
            ids_by_name[unique_names[position]].append(value)
    for name in names:
        rows = ids_by_name.get(name, [])
        found.append(list(rows))
    return found
