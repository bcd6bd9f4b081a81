from django.db import models
from django.db.models import Count, Window
from django.db.models.functions import RowNumber


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


async def report() -> list[tuple[str, int, int | None]]:
    rows = []
    customers = [customer async for customer in Customer.objects.order_by("id")]
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    order_counts_by_customer_id: dict[int, int] = {}
    for start in range(0, len(customer_ids), 1000):
        async for customer_id, count_row in (
            Order.objects.filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by()
            .values_list("customer_id")
            .annotate(count=Count("pk"))
        ):
            order_counts_by_customer_id[customer_id] = count_row
    order_by_customer_id: dict[int, Order] = {}
    for start in range(0, len(customer_ids), 1000):
        async for order in (
            Order.objects.filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by("-id")
            .annotate(
                rank=Window(RowNumber(), partition_by="customer_id", order_by="-id")
            )
            .filter(rank=1)
        ):
            order_by_customer_id[order.customer_id] = order
    for customer in customers:
        count = order_counts_by_customer_id.get(customer.id, 0)
        latest = order_by_customer_id.get(customer.id)
        rows.append((customer.name, count, latest.total if latest else None))
    return rows
