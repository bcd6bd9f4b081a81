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


def worst(customers: list[Customer]) -> list[int | None]:
    found = []
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    order_by_customer_id: dict[int, Order] = {}
    for start in range(0, len(customer_ids), 1000):
        for order_row in (
            Order.objects.filter(customer_id__in=customer_ids[start : start + 1000])
            .annotate(
                rank=Window(
                    RowNumber(), partition_by="customer_id", order_by=["total", "-id"]
                )
            )
            .filter(rank=1)
        ):
            order_by_customer_id[order_row.customer_id] = order_row
    for customer in customers:
        order = order_by_customer_id.get(customer.id)
        found.append(order.total if order else None)
    return found
