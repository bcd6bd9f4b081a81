from __future__ import annotations

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

    def count(self, status: str) -> int:
        """How many orders of a kind there are."""
        return self.orders.filter(status=status).count()


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"
        ordering = ["-total", "id"]


def report(customers: list[Customer]) -> list[str]:
    customer_ids = list(dict.fromkeys(c.id for c in customers))
    order_counts_by_customer_id: dict[int, int] = {}
    for start in range(0, len(customer_ids), 1000):
        for customer_id, count in (
            Order.objects.filter(
                customer_id__in=customer_ids[start : start + 1000], status="paid"
            )
            .order_by()
            .values_list("customer_id")
            .annotate(count=Count("pk"))
        ):
            order_counts_by_customer_id[customer_id] = count
    return [f"{c.email}: {order_counts_by_customer_id.get(c.id, 0)}" for c in customers]
