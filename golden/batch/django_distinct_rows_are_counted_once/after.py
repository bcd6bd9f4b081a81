from django.db import models
from django.db.models import Count


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


def priced(teams: list[int]) -> list[int]:
    found = []
    team_ids = list(dict.fromkeys(teams))
    price_counts_by_team_id: dict[int, int] = {}
    for start in range(0, len(team_ids), 1000):
        for team_id, count in (
            Price.objects.filter(team_id__in=team_ids[start : start + 1000])
            .order_by()
            .values_list("team_id")
            .annotate(count=Count("pk", distinct=True))
        ):
            price_counts_by_team_id[team_id] = count
    for team in teams:
        found.append(price_counts_by_team_id.get(team, 0))
    return found
