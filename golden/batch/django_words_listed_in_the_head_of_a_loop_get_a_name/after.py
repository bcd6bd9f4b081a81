from collections import defaultdict

from django.db import models
from django.db.models import Count, Value


class Customer(models.Model):
    name = models.CharField(max_length=50)

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


def by_status() -> dict[str, int]:
    counts = {}
    statuses = ["open", "paid", "cancelled", "open"]
    unique_statuses = list(dict.fromkeys(statuses))
    order_counts_by_status: dict[str, int] = {}
    if unique_statuses:
        queries = [
            Order.objects.filter(status=key)
            .annotate(_position=Value(number))
            .values_list("_position")
            .annotate(count=Count("pk"))
            for number, key in enumerate(unique_statuses)
        ]
        for position, count in Order.objects.none().union(*queries, all=True):
            order_counts_by_status[unique_statuses[position]] = count
    for status in statuses:
        counts[status] = order_counts_by_status.get(status, 0)
    return counts


def totals(first: Customer, second: Customer) -> list[int]:
    found = []
    customers = (first, second)
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    orders_by_customer_id: defaultdict[int, list[Order]] = defaultdict(list)
    if customer_ids:
        for order_row in Order.objects.filter(customer_id__in=customer_ids).order_by(
            "id"
        ):
            orders_by_customer_id[order_row.customer_id].append(order_row)
    for customer in customers:
        for order in orders_by_customer_id.get(customer.id, []):
            found.append(order.total)
    return found
