from __future__ import annotations

from django.db import models
from django.db.models import Sum


class Team(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"

    def paid(self) -> int:
        return (
            self.orders.filter(status="paid").aggregate(Sum("total"))["total__sum"] or 0
        )


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
    order_totals_by_customer_id = {}
    for start in range(0, len(customer_ids), 1000):
        for customer_id, total_of_rows in (
            Order.objects.filter(
                customer_id__in=customer_ids[start : start + 1000], status="paid"
            )
            .order_by()
            .values_list("customer_id")
            .annotate(total_of_rows=Sum("total"))
        ):
            order_totals_by_customer_id[customer_id] = total_of_rows
    for customer in customers:
        found.append((order_totals_by_customer_id.get(customer.id) or 0) + 1)
    return found
