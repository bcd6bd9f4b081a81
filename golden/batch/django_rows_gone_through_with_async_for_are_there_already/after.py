from collections import defaultdict

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


async def report(ids: list[int]) -> list[int]:
    found = []
    customer_ids = list(dict.fromkeys(ids))
    orders_by_customer_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(customer_ids), 1000):
        async for order_row in Order.objects.filter(
            customer_id__in=customer_ids[start : start + 1000]
        ):
            orders_by_customer_id[order_row.customer_id].append(order_row)
    for key in ids:
        for order in orders_by_customer_id.get(key, []):
            found.append(order.total)
    return found
