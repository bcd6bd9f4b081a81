from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from operator import add

from peewee import CharField, DecimalField, FixedCharField, FloatField, Model, Value, fn


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

    def by_plates(self, plates: Iterable[str]) -> dict[str, Car]:
        """Answer `by_plate` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(plates))
        car_by_plate: dict[str, Car] = {}
        for start in range(0, len(keys), 50):
            wanted = reduce(
                add,
                (
                    Car.select(Car.id, Value(number).alias("position")).where(
                        Car.plate == key
                    )
                    for number, key in enumerate(keys[start : start + 50], start)
                ),
            ).alias("wanted")
            for car in (
                Car.select(Car, wanted.c.position.alias("_position"))
                .join(wanted, on=Car.id == wanted.c.id)
                .objects()
            ):
                car_by_plate[keys[vars(car).pop("_position")]] = car
        return car_by_plate

    def at_level(self, level: float) -> list[Car]:
        return list(Car.select().where(Car.level == level).order_by(Car.id.desc()))

    def at_level_by_levels(self, levels: Iterable[float]) -> dict[float, list[Car]]:
        """Answer `at_level` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(levels))
        cars_by_level: defaultdict[float, list[Car]] = defaultdict(list)
        for start in range(0, len(keys), 50):
            wanted = reduce(
                add,
                (
                    Car.select(Car.id, Value(number).alias("position")).where(
                        Car.level == key
                    )
                    for number, key in enumerate(keys[start : start + 50], start)
                ),
            ).alias("wanted")
            for car in (
                Car.select(Car, wanted.c.position.alias("_position"))
                .join(wanted, on=Car.id == wanted.c.id)
                .order_by(Car.id.desc())
                .objects()
            ):
                cars_by_level[keys[vars(car).pop("_position")]].append(car)
        return cars_by_level

    def cheapest(self, colour: str) -> Car | None:
        return (
            Car.select().where(Car.colour == colour).order_by(Car.price, Car.id).first()
        )

    def cheapest_by_colours(self, colours: Iterable[str]) -> dict[str, Car]:
        """Answer `cheapest` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(colours))
        car_by_colour: dict[str, Car] = {}
        for start in range(0, len(keys), 50):
            wanted = reduce(
                add,
                (
                    Car.select(Car.id, Value(number).alias("position")).where(
                        Car.colour == key
                    )
                    for number, key in enumerate(keys[start : start + 50], start)
                ),
            ).alias("wanted")
            ranked = Car.select(
                Car.id,
                wanted.c.position,
                fn.ROW_NUMBER()
                .over(partition_by=[wanted.c.position], order_by=[Car.price, Car.id])
                .alias("rank"),
            ).join(wanted, on=Car.id == wanted.c.id)
            for car in (
                Car.select(Car, ranked.c.position.alias("_position"))
                .join(ranked, on=Car.id == ranked.c.id)
                .where(ranked.c.rank == 1)
                .objects()
            ):
                car_by_colour[keys[vars(car).pop("_position")]] = car
        return car_by_colour

    def count_at(self, price: Decimal) -> int:
        return Car.select().where(Car.price == price).count()

    def count_at_by_prices(self, prices: Iterable[Decimal]) -> dict[Decimal, int]:
        """Answer `count_at` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(prices))
        car_counts_by_price: dict[Decimal, int] = {}
        for start in range(0, len(keys), 50):
            wanted = reduce(
                add,
                (
                    Car.select(Car.id, Value(number).alias("position")).where(
                        Car.price == key
                    )
                    for number, key in enumerate(keys[start : start + 50], start)
                ),
            ).alias("wanted")
            for position, count in (
                Car.select(wanted.c.position, fn.COUNT(Car.id))
                .join(wanted, on=Car.id == wanted.c.id)
                .group_by(wanted.c.position)
                .tuples()
            ):
                car_counts_by_price[keys[position]] = count
        return car_counts_by_price


def seen(cars: Cars, plates: list[str]) -> list[int | None]:
    found = []
    unique_plates = list(dict.fromkeys(plates))
    car_by_plate = cars.by_plates(unique_plates)
    for plate in plates:
        car = car_by_plate.get(plate)
        found.append(car.id if car else None)
    return found


def levels(cars: Cars, wanted: list[float]) -> list[list[int]]:
    found = []
    unique_levels = list(dict.fromkeys(wanted))
    cars_by_level = cars.at_level_by_levels(unique_levels)
    for level in wanted:
        found.append([car.id for car in cars_by_level.get(level, [])])
    return found


def colours(cars: Cars, wanted: list[str]) -> list[str | None]:
    found = []
    unique_colours = list(dict.fromkeys(wanted))
    car_by_colour = cars.cheapest_by_colours(unique_colours)
    for colour in wanted:
        car = car_by_colour.get(colour)
        found.append(car.plate if car else None)
    return found


def counts(cars: Cars, prices: list[Decimal]) -> list[int]:
    unique_prices = list(dict.fromkeys(prices))
    car_counts_by_price = cars.count_at_by_prices(unique_prices)
    return [car_counts_by_price.get(price, 0) for price in prices]
