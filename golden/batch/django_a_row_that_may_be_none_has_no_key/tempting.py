from django.db.models import Count
from django.db import models


class Team(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"


def sizes(teams: list[Team | None]) -> list[int]:
    found = []
    rows = (
        Customer.objects.filter(team_id__in=[t.id for t in teams if t is not None])
        .values_list("team_id")
        .annotate(n=Count("pk"))
    )
    known = dict(rows)
    for team in teams:
        found.append(known.get(team.id if team is not None else None, 0))
    return found
