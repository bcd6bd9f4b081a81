from collections import defaultdict

from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


def names() -> list[list[str]]:
    totals = [1, 2, 3]
    orders_by_total: defaultdict[int, list[Order]] = defaultdict(list)
    for order_row in Order.objects.prefetch_related("customer").filter(
        total__in=totals
    ):
        orders_by_total[order_row.total].append(order_row)
    first = orders_by_total.get(1, [])
    second = orders_by_total.get(2, [])
    third = orders_by_total.get(3, [])
    for order in first:
        order.customer.name = order.customer.name.upper()
    return [[o.customer.name for o in rows] for rows in (first, second, third)]
