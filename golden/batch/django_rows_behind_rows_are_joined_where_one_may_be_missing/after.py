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


class Price(models.Model):
    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    product = models.IntegerField()
    cents = models.IntegerField(null=True)

    class Meta:
        app_label = "shop"
        unique_together = [("team", "product")]
        get_latest_by = "cents"


def teams() -> list[str | None]:
    customers = Customer.objects.select_related("team")
    found = []
    for order in Order.objects.order_by("id").select_related("customer__team"):
        team = order.customer.team
        found.append(team.name if team else None)
    for customer in customers:
        found.append(customer.team.name if customer.team else None)
    return found
