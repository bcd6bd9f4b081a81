from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q


class Team(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"
        ordering = ["-total", "id"]


class Price(models.Model):
    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    product = models.IntegerField()
    cents = models.IntegerField(null=True)

    class Meta:
        app_label = "shop"
        unique_together = [("team", "product")]
        get_latest_by = "cents"


class Line:
    def __init__(self, team_id: int, product: int) -> None:
        self.team_id = team_id
        self.product = product


def prices(lines: list[Line]) -> list[int | None]:
    found = []
    keys = list(dict.fromkeys((line.team_id, line.product) for line in lines))
    price_by_team_id_and_product = {}
    for start in range(0, len(keys), 500):
        for price_row in Price.objects.filter(
            reduce(
                or_,
                (
                    Q(team_id=team_id, product=product)
                    for team_id, product in keys[start : start + 500]
                ),
            )
        ):
            price_by_team_id_and_product[(price_row.team_id, price_row.product)] = (
                price_row
            )
    for line in lines:
        price = price_by_team_id_and_product.get((line.team_id, line.product))
        found.append(price.cents if price else None)
    return found
