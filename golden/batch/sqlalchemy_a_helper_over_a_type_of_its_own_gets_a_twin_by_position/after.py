from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import String, literal, select, union_all
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

    def by_plates(self, plates: Iterable[str]) -> dict[str, Car]:
        """Answer `by_plate` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(plates))
        car_by_plate: dict[str, Car] = {}
        for start in range(0, len(keys), 100):
            wanted = union_all(
                *(
                    select(Car.id, literal(number).label("position")).where(
                        Car.plate == key
                    )
                    for number, key in enumerate(keys[start : start + 100], start)
                )
            ).subquery()
            for car, position in self.session.execute(
                select(Car, wanted.c.position).where(Car.id == wanted.c.id)
            ):
                car_by_plate[keys[position]] = car
        return car_by_plate

    def owned_by(self, owner: str) -> list[Car]:
        return list(
            self.session.scalars(
                select(Car).where(Car.owner == owner).order_by(Car.id.desc())
            )
        )

    def owned_by_by_owners(self, owners: Iterable[str]) -> dict[str, list[Car]]:
        """Answer `owned_by` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(owners))
        cars_by_owner: defaultdict[str, list[Car]] = defaultdict(list)
        for start in range(0, len(keys), 100):
            wanted = union_all(
                *(
                    select(Car.id, literal(number).label("position")).where(
                        Car.owner == key
                    )
                    for number, key in enumerate(keys[start : start + 100], start)
                )
            ).subquery()
            for car, position in self.session.execute(
                select(Car, wanted.c.position)
                .where(Car.id == wanted.c.id)
                .order_by(Car.id.desc())
            ):
                cars_by_owner[keys[position]].append(car)
        return cars_by_owner


def seen(cars: Cars, plates: list[str]) -> list[int | None]:
    found = []
    unique_plates = list(dict.fromkeys(plates))
    car_by_plate = cars.by_plates(unique_plates)
    for plate in plates:
        car = car_by_plate.get(plate)
        found.append(car.id if car else None)
    return found


def fleets(cars: Cars, owners: list[str]) -> list[list[int]]:
    found = []
    unique_owners = list(dict.fromkeys(owners))
    cars_by_owner = cars.owned_by_by_owners(unique_owners)
    for owner in owners:
        found.append([car.id for car in cars_by_owner.get(owner, [])])
    return found
