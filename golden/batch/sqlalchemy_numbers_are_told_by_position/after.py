from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import REAL, Numeric, and_, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Reading(Base):
    __tablename__ = "readings"

    sensor: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[float] = mapped_column(REAL)
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))


class Sale(Base):
    __tablename__ = "sales"

    id: Mapped[int] = mapped_column(primary_key=True)
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))


@dataclass
class Wanted:
    level: float
    price: Decimal


async def at_levels(session: AsyncSession, wanted: list[Wanted]) -> list[list[int]]:
    found = []
    levels = list(dict.fromkeys(item.level for item in wanted))
    readings_by_level = defaultdict(list)
    for start in range(0, len(levels), 100):
        wanted_row = union_all(
            *(
                select(
                    Reading.sensor, Reading.number, literal(number).label("position")
                ).where(Reading.level == key)
                for number, key in enumerate(levels[start : start + 100], start)
            )
        ).subquery()
        for reading_row, position in await session.execute(
            select(Reading, wanted_row.c.position)
            .where(
                and_(
                    Reading.sensor == wanted_row.c.sensor,
                    Reading.number == wanted_row.c.number,
                ),
                Reading.sensor > 0,
            )
            .order_by(Reading.number.desc())
        ):
            readings_by_level[levels[position]].append(reading_row)
    for item in wanted:
        readings = readings_by_level.get(item.level, [])
        found.append([reading.number for reading in readings])
    return found


async def first_at(session: AsyncSession, prices: list[Decimal]) -> list[int | None]:
    found = []
    unique_prices = list(dict.fromkeys(prices))
    ids_by_price = {}
    for start in range(0, len(unique_prices), 100):
        wanted = union_all(
            *(
                select(Sale.id, literal(number).label("position")).where(
                    Sale.price == key
                )
                for number, key in enumerate(unique_prices[start : start + 100], start)
            )
        ).subquery()
        ranked = (
            select(
                Sale.id,
                wanted.c.position,
                func.row_number()
                .over(partition_by=wanted.c.position, order_by=Sale.id)
                .label("rank"),
            )
            .where(Sale.id == wanted.c.id)
            .subquery()
        )
        for value, position in await session.execute(
            select(Sale.id, ranked.c.position)
            .select_from(Sale)
            .join(ranked, Sale.id == ranked.c.id)
            .where(ranked.c.rank == 1)
        ):
            ids_by_price[unique_prices[position]] = value
    for price in prices:
        sale = ids_by_price.get(price)
        found.append(sale)
    return found


async def at_prices(session: AsyncSession, wanted: list[Wanted]) -> list[int]:
    found = []
    prices = list(dict.fromkeys(item.price for item in wanted))
    readings_by_price = defaultdict(list)
    for start in range(0, len(prices), 100):
        wanted_row = union_all(
            *(
                select(
                    Reading.sensor, Reading.number, literal(number).label("position")
                ).where(Reading.price == key)
                for number, key in enumerate(prices[start : start + 100], start)
            )
        ).subquery()
        for reading_row, position in await session.execute(
            select(Reading, wanted_row.c.position)
            .where(
                and_(
                    Reading.sensor == wanted_row.c.sensor,
                    Reading.number == wanted_row.c.number,
                )
            )
            .order_by(Reading.number)
        ):
            readings_by_price[prices[position]].append(reading_row)
    for item in wanted:
        for reading in readings_by_price.get(item.price, []):
            found.append(reading.number)
    return found
