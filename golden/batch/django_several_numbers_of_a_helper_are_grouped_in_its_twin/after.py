from collections.abc import Iterable

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce
from django.db import models


class OrderQueries(models.QuerySet):
    def open(self):
        return self.filter(status="open")

    def of(self, customer):
        return self.filter(customer=customer)


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="orders"
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    objects = OrderQueries.as_manager()

    class Meta:
        app_label = "shop"


def stats_of(customer_id: int):
    return Order.objects.filter(customer_id=customer_id).aggregate(
        total=Sum("total"), orders=Count("id")
    )


def stats_of_by_customer_ids(customer_ids: Iterable[int]):
    """Answer `stats_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(customer_ids))
    order_numbers_by_customer_id = {}
    for start in range(0, len(keys), 1000):
        for row in (
            Order.objects.filter(customer_id__in=keys[start : start + 1000])
            .order_by()
            .values_list("customer_id")
            .annotate(Sum("total"), Count("id"))
        ):
            order_numbers_by_customer_id[row[0]] = {"total": row[1], "orders": row[2]}
    return order_numbers_by_customer_id


def report() -> list[tuple[str, int, int | None]]:
    rows = []
    customers = Customer.objects.order_by("id")
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    order_numbers_by_customer_id = stats_of_by_customer_ids(customer_ids)
    for customer in customers:
        stats = order_numbers_by_customer_id.get(
            customer.id, {"total": None, "orders": 0}
        )
        rows.append((customer.name, stats["orders"], stats["total"]))
    return rows
