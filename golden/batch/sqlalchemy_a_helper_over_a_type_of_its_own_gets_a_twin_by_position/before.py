from __future__ import annotations

from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator


class Plate(TypeDecorator[str]):
    """Number plates, kept in capitals and without blanks."""

    impl = String(12)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: object) -> str | None:
        return value.replace(" ", "").upper() if value is not None else None


class Base(DeclarativeBase):
    pass


class Car(Base):
    __tablename__ = "cars"

    id: Mapped[int] = mapped_column(primary_key=True)
    plate: Mapped[str] = mapped_column(Plate, unique=True)
    owner: Mapped[str] = mapped_column(Plate)


class Cars:
    def __init__(self, session: Session) -> None:
        self.session = session

    def by_plate(self, plate: str) -> Car | None:
        return self.session.scalars(select(Car).where(Car.plate == plate)).one_or_none()

    def owned_by(self, owner: str) -> list[Car]:
        return list(
            self.session.scalars(
                select(Car).where(Car.owner == owner).order_by(Car.id.desc())
            )
        )


def seen(cars: Cars, plates: list[str]) -> list[int | None]:
    found = []
    for plate in plates:
        car = cars.by_plate(plate)
        found.append(car.id if car else None)
    return found


def fleets(cars: Cars, owners: list[str]) -> list[list[int]]:
    found = []
    for owner in owners:
        found.append([car.id for car in cars.owned_by(owner)])
    return found
