from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.db.models import Count, Value, Window
from django.db.models.functions import RowNumber


class PlateField(models.CharField):
    """Number plates, kept in capitals and without blanks."""

    def get_prep_value(self, value: str | None) -> str | None:
        return value.replace(" ", "").upper() if value is not None else None


class FoldedField(models.CharField):
    def db_type(self, connection: object) -> str:
        return "citext"


class Car(models.Model):
    plate = PlateField(max_length=12, unique=True)
    level = models.FloatField()
    price = models.DecimalField(max_digits=10, decimal_places=2)
    colour = FoldedField(max_length=20)

    class Meta:
        app_label = "shop"


@dataclass
class Wanted:
    level: float
    price: Decimal


def by_plates(plates: list[str]) -> list[int | None]:
    found = []
    unique_plates = list(dict.fromkeys(plates))
    car_by_plate: dict[str, Car] = {}
    for start in range(0, len(unique_plates), 100):
        queries = [
            Car.objects.filter(plate=key).annotate(_position=Value(number))
            for number, key in enumerate(unique_plates[start : start + 100], start)
        ]
        for car_row in Car.objects.none().union(*queries, all=True):
            car_by_plate[unique_plates[vars(car_row).pop("_position")]] = car_row
    for plate in plates:
        car = car_by_plate.get(plate)
        found.append(car.id if car else None)
    return found


def at_levels(wanted: list[Wanted]) -> list[list[int]]:
    found = []
    levels = list(dict.fromkeys(item.level for item in wanted))
    cars_by_level = defaultdict(list)
    for start in range(0, len(levels), 100):
        queries = [
            Car.objects.filter(level=key).annotate(_position=Value(number))
            for number, key in enumerate(levels[start : start + 100], start)
        ]
        for car_row in Car.objects.none().union(*queries, all=True).order_by("-id"):
            cars_by_level[levels[vars(car_row).pop("_position")]].append(car_row)
    for item in wanted:
        cars = cars_by_level.get(item.level, [])
        found.append([car.id for car in cars])
    return found


def at_prices(wanted: list[Wanted]) -> list[list[int]]:
    found = []
    prices = list(dict.fromkeys(item.price for item in wanted))
    ids_by_price = defaultdict(list)
    for start in range(0, len(prices), 100):
        queries = [
            Car.objects.filter(price=key)
            .annotate(_position=Value(number))
            .values_list("id", "_position")
            for number, key in enumerate(prices[start : start + 100], start)
        ]
        for value, position in (
            Car.objects.none().union(*queries, all=True).order_by("id")
        ):
            ids_by_price[prices[position]].append(value)
    for item in wanted:
        ids = list(ids_by_price.get(item.price, ()))
        found.append(ids)
    return found


async def coloured(colours: list[str]) -> list[int]:
    found = []
    unique_colours = list(dict.fromkeys(colours))
    cars_by_colour: defaultdict[str, list[Car]] = defaultdict(list)
    for start in range(0, len(unique_colours), 100):
        queries = [
            Car.objects.filter(colour=key).annotate(_position=Value(number))
            for number, key in enumerate(unique_colours[start : start + 100], start)
        ]
        async for car_row in (
            Car.objects.none().union(*queries, all=True).order_by("id")
        ):
            cars_by_colour[unique_colours[vars(car_row).pop("_position")]].append(
                car_row
            )
    for colour in colours:
        for car in cars_by_colour.get(colour, []):
            found.append(car.id)
    return found


def counts(colours: list[str]) -> list[int]:
    unique_colours = list(dict.fromkeys(colours))
    car_counts_by_colour: dict[str, int] = {}
    for start in range(0, len(unique_colours), 100):
        queries = [
            Car.objects.filter(colour=key)
            .annotate(_position=Value(number))
            .values_list("_position")
            .annotate(count=Count("pk"))
            for number, key in enumerate(unique_colours[start : start + 100], start)
        ]
        for position, count in Car.objects.none().union(*queries, all=True):
            car_counts_by_colour[unique_colours[position]] = count
    return [car_counts_by_colour.get(colour, 0) for colour in colours]


def latest(colours: list[str]) -> list[int | None]:
    found = []
    unique_colours = list(dict.fromkeys(colours))
    car_by_colour: dict[str, Car] = {}
    for start in range(0, len(unique_colours), 100):
        queries = [
            Car.objects.filter(colour=key)
            .alias(rank=Window(RowNumber(), order_by=["-price", "id"]))
            .filter(rank=1)
            .annotate(_position=Value(number))
            for number, key in enumerate(unique_colours[start : start + 100], start)
        ]
        for car_row in Car.objects.none().union(*queries, all=True):
            car_by_colour[unique_colours[vars(car_row).pop("_position")]] = car_row
    for colour in colours:
        car = car_by_colour.get(colour)
        found.append(car.id if car else None)
    return found


def known(colours: list[str]) -> list[bool]:
    unique_colours = list(dict.fromkeys(colours))
    colours_with_cars: set[str] = set()
    for start in range(0, len(unique_colours), 100):
        queries = [
            Car.objects.filter(colour=key)
            .annotate(_position=Value(number))
            .values_list("_position", flat=True)
            for number, key in enumerate(unique_colours[start : start + 100], start)
        ]
        for position in Car.objects.none().union(*queries):
            colours_with_cars.add(unique_colours[position])
    return [colour in colours_with_cars for colour in colours]
