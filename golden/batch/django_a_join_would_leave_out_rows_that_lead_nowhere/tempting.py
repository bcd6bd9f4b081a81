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


class Visit(models.Model):
    customer = models.ForeignKey(
        Customer, db_constraint=False, on_delete=models.DO_NOTHING
    )

    class Meta:
        app_label = "shop"


def emails() -> list[str]:
    found = []
    for visit in Visit.objects.select_related("customer").order_by("id"):
        try:
            found.append(visit.customer.email)
        except Customer.DoesNotExist:
            found.append("gone")
    return found
