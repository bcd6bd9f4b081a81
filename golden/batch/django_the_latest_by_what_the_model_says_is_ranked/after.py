from django.db import models
from django.db.models import Window
from django.db.models.functions import RowNumber


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


def dearest(teams: list[int]) -> list[int | None]:
    found = []
    team_ids = list(dict.fromkeys(teams))
    price_by_team_id: dict[int, Price] = {}
    for start in range(0, len(team_ids), 1000):
        for price_row in (
            Price.objects.filter(
                team_id__in=team_ids[start : start + 1000], product__gt=0
            )
            .annotate(
                rank=Window(RowNumber(), partition_by="team_id", order_by="cents")
            )
            .filter(rank=1)
        ):
            price_by_team_id[price_row.team_id] = price_row
    for team in teams:
        price = price_by_team_id.get(team)
        if price is None:
            continue
        found.append(price.product)
    return found
