from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Count, Q


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


def counts(lines: list[Line]) -> list[int]:
    found = []
    keys = list(dict.fromkeys((line.team_id, line.product) for line in lines))
    price_counts_by_team_id_and_product = {}
    for start in range(0, len(keys), 500):
        for team_id, product, count in (
            Price.objects.filter(
                reduce(
                    or_,
                    (
                        Q(team_id=team_id, product=product)
                        for team_id, product in keys[start : start + 500]
                    ),
                )
            )
            .order_by()
            .values_list("team_id", "product")
            .annotate(count=Count("pk"))
        ):
            price_counts_by_team_id_and_product[(team_id, product)] = count
    for line in lines:
        found.append(
            price_counts_by_team_id_and_product.get((line.team_id, line.product), 0)
        )
    return found
