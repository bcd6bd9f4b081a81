from django.db import models
from django.db.models import Count, Value


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


class Offer:
    def __init__(self, team_id: int, cents: int | None) -> None:
        self.team_id = team_id
        self.cents = cents


def priced(offers: list[Offer]) -> list[int]:
    found = []
    keys = list(dict.fromkeys((offer.team_id, offer.cents) for offer in offers))
    price_counts_by_team_id_and_cents = {}
    for start in range(0, len(keys), 100):
        queries = [
            Price.objects.filter(team_id=wanted_team_id, cents=wanted_cents)
            .annotate(_position=Value(number))
            .values_list("_position")
            .annotate(count=Count("pk"))
            for number, (wanted_team_id, wanted_cents) in enumerate(
                keys[start : start + 100], start
            )
        ]
        for position, count in Price.objects.none().union(*queries, all=True):
            price_counts_by_team_id_and_cents[keys[position]] = count
    for offer in offers:
        found.append(
            price_counts_by_team_id_and_cents.get((offer.team_id, offer.cents), 0)
        )
    return found
