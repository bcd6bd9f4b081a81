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


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"
        ordering = ["-total", "id"]


def teams(customers: list[Customer]) -> dict[int, str]:
    names: dict[int, str] = {}
    team_ids = list(dict.fromkeys(customer.team_id for customer in customers))
    teams_by_id: dict[int, Team] = {}
    for start in range(0, len(team_ids), 1000):
        for team in Team.objects.filter(id__in=team_ids[start : start + 1000]):
            teams_by_id[team.id] = team
    for customer in customers:
        if customer.team_id and customer.team_id not in names:
            if customer.team_id not in teams_by_id:
                raise Team.DoesNotExist("Team matching query does not exist.")
            names[customer.team_id] = teams_by_id[customer.team_id].name
    return names
