from django.db import models


class Seat(models.Model):
    pk = models.CompositePrimaryKey("hall_id", "id")
    hall_id = models.IntegerField()
    id = models.IntegerField()

    class Meta:
        app_label = "shop"


def halls(numbers: list[int]) -> list[int]:
    found = []
    for number in numbers:
        seat = Seat.objects.get(id=number)
        found.append(seat.hall_id)
    return found
