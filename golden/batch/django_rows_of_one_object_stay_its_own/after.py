from collections import defaultdict

from django.db import models
from django.db.models import Count


class Customer(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="orders"
    )
    number = models.IntegerField(unique=True)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


def amounts(customer: Customer) -> list[list[int]]:
    found = []
    totals = [1, 2, 3]
    unique_totals = list(dict.fromkeys(totals))
    orders_by_total: defaultdict[int, list[Order]] = defaultdict(list)
    if unique_totals:
        for order_row in customer.orders.filter(total__in=unique_totals).order_by(
            "number"
        ):
            orders_by_total[order_row.total].append(order_row)
    for total in totals:
        orders = orders_by_total.get(total, [])
        found.append([order.number for order in orders])
    return found


def numbers(customer: Customer) -> list[int]:
    totals = [1, 2, 3]
    order_counts_by_total: dict[int, int] = {}
    for total, count in (
        customer.orders.filter(total__in=totals)
        .order_by()
        .values_list("total")
        .annotate(count=Count("pk"))
    ):
        order_counts_by_total[total] = count
    first = order_counts_by_total.get(1, 0)
    second = order_counts_by_total.get(2, 0)
    third = order_counts_by_total.get(3, 0)
    return [first, second, third]
