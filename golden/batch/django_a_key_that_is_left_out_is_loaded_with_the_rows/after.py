from collections import defaultdict

from django.db import models


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


def totals(customer_ids: list[int]) -> list[list[int]]:
    found = []
    unique_customer_ids = list(dict.fromkeys(customer_ids))
    orders_by_customer_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(unique_customer_ids), 1000):
        for order_row in Order.objects.filter(
            customer_id__in=unique_customer_ids[start : start + 1000]
        ).only("total", "customer_id"):
            orders_by_customer_id[order_row.customer_id].append(order_row)
    for customer_id in customer_ids:
        orders = orders_by_customer_id.get(customer_id, [])
        found.append([order.total for order in orders])
    return found
