from __future__ import annotations

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

    @property
    def latest(self) -> Order | None:
        return Order.objects.filter(customer=self).order_by("-id").first()


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"
        ordering = ["-total", "id"]


def report(customers: list[Customer]) -> list[int]:
    found = []
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    order_by_customer_id: dict[int, Order] = {}
    for start in range(0, len(customer_ids), 1000):
        for order_row in (
            Order.objects.filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by("-id")
            .annotate(
                rank=Window(RowNumber(), partition_by="customer_id", order_by="-id")
            )
            .filter(rank=1)
        ):
            order_by_customer_id[order_row.customer_id] = order_row
    for customer in customers:
        order = order_by_customer_id.get(customer.id)
        if order is not None:
            found.append(order.total)
    return found
