from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import REAL, Numeric, select
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
    for item in wanted:
        readings = await session.scalars(
            select(Reading)
            .where(Reading.level == item.level, Reading.sensor > 0)
            .order_by(Reading.number.desc())
        )
        found.append([reading.number for reading in readings])
    return found


async def first_at(session: AsyncSession, prices: list[Decimal]) -> list[int | None]:
    found = []
    for price in prices:
        sale = (
            await session.scalars(
                select(Sale.id).where(Sale.price == price).order_by(Sale.id).limit(1)
            )
        ).first()
        found.append(sale)
    return found


async def at_prices(session: AsyncSession, wanted: list[Wanted]) -> list[int]:
    found = []
    for item in wanted:
        for reading in await session.scalars(
            select(Reading).where(Reading.price == item.price).order_by(Reading.number)
        ):
            found.append(reading.number)
    return found
