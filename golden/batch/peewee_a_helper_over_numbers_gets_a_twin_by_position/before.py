from decimal import Decimal

from peewee import CharField, DecimalField, FixedCharField, FloatField, Model


class PlateField(CharField):
    """Number plates, kept in capitals and without blanks."""

    def db_value(self, value: str | None) -> str | None:
        return value.replace(" ", "").upper() if value is not None else None


class Car(Model):
    plate = PlateField(unique=True)
    colour = FixedCharField(max_length=6)
    level = FloatField()
    price = DecimalField(max_digits=10, decimal_places=2)


class Cars:
    def by_plate(self, plate: str) -> Car | None:
        return Car.get_or_none(Car.plate == plate)

    def at_level(self, level: float) -> list[Car]:
        return list(Car.select().where(Car.level == level).order_by(Car.id.desc()))

    def cheapest(self, colour: str) -> Car | None:
        return (
            Car.select().where(Car.colour == colour).order_by(Car.price, Car.id).first()
        )

    def count_at(self, price: Decimal) -> int:
        return Car.select().where(Car.price == price).count()


def seen(cars: Cars, plates: list[str]) -> list[int | None]:
    found = []
    for plate in plates:
        car = cars.by_plate(plate)
        found.append(car.id if car else None)
    return found


def levels(cars: Cars, wanted: list[float]) -> list[list[int]]:
    found = []
    for level in wanted:
        found.append([car.id for car in cars.at_level(level)])
    return found


def colours(cars: Cars, wanted: list[str]) -> list[str | None]:
    found = []
    for colour in wanted:
        car = cars.cheapest(colour)
        found.append(car.plate if car else None)
    return found


def counts(cars: Cars, prices: list[Decimal]) -> list[int]:
    return [cars.count_at(price) for price in prices]
