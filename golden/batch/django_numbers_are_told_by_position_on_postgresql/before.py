from dataclasses import dataclass
from decimal import Decimal

from django.db import models


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
    for plate in plates:
        car = Car.objects.filter(plate=plate).first()
        found.append(car.id if car else None)
    return found


def at_levels(wanted: list[Wanted]) -> list[list[int]]:
    found = []
    for item in wanted:
        cars = list(Car.objects.filter(level=item.level).order_by("-id"))
        found.append([car.id for car in cars])
    return found


def at_prices(wanted: list[Wanted]) -> list[list[int]]:
    found = []
    for item in wanted:
        ids = list(
            Car.objects.filter(price=item.price)
            .order_by("id")
            .values_list("id", flat=True)
        )
        found.append(ids)
    return found


async def coloured(colours: list[str]) -> list[int]:
    found = []
    for colour in colours:
        async for car in Car.objects.filter(colour=colour).order_by("id"):
            found.append(car.id)
    return found


def counts(colours: list[str]) -> list[int]:
    return [Car.objects.filter(colour=colour).count() for colour in colours]


def latest(colours: list[str]) -> list[int | None]:
    found = []
    for colour in colours:
        car = Car.objects.filter(colour=colour).order_by("-price", "id").first()
        found.append(car.id if car else None)
    return found


def known(colours: list[str]) -> list[bool]:
    return [Car.objects.filter(colour=colour).exists() for colour in colours]
