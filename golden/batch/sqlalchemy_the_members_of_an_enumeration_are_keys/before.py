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
    for colour in Colour:
        found[colour.name] = session.scalar(
            select(func.count()).select_from(Thing).where(Thing.colour == colour)
        )
    return found
