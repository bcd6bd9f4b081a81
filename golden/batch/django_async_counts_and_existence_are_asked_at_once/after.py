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


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"
        ordering = ["-total", "id"]


async def report(ids: list[int]) -> list[tuple[int, bool]]:
    found = []
    customer_ids = list(dict.fromkeys(ids))
    order_counts_by_customer_id: dict[int, int] = {}
    for start in range(0, len(customer_ids), 1000):
        async for customer_id, count_row in (
            Order.objects.filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by()
            .values_list("customer_id")
            .annotate(count=Count("pk"))
        ):
            order_counts_by_customer_id[customer_id] = count_row
    customer_ids_with_orders: set[int] = set()
    for start in range(0, len(customer_ids), 1000):
        async for key_2 in (
            Order.objects.filter(
                customer_id__in=customer_ids[start : start + 1000], status="paid"
            )
            .order_by()
            .values_list("customer_id", flat=True)
            .distinct()
        ):
            customer_ids_with_orders.add(key_2)
    for key in ids:
        count = order_counts_by_customer_id.get(key, 0)
        paid = key in customer_ids_with_orders
        found.append((count, paid))
    return found
