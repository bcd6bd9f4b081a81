from __future__ import annotations

import enum

from sqlalchemy import Enum, ForeignKey, String, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    parent_id: Mapped[int | None]
    status: Mapped[str]
    total: Mapped[int]


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Thing(Base):
    __tablename__ = "things"

    id: Mapped[int] = mapped_column(primary_key=True)
    colour: Mapped[Colour] = mapped_column(Enum(Colour))


def counts(session: Session) -> dict[str, int]:
    found = {}
    colours = list(dict.fromkeys(Colour))
    thing_counts_by_colour = {}
    for start in range(0, len(colours), 1000):
        for colour_row, count in session.execute(
            select(Thing.colour, func.count())
            .select_from(Thing)
            .where(Thing.colour.in_(colours[start : start + 1000]))
            .group_by(Thing.colour)
        ):
            thing_counts_by_colour[colour_row] = count
    for colour in Colour:
        found[colour.name] = thing_counts_by_colour.get(colour, 0)
    return found
