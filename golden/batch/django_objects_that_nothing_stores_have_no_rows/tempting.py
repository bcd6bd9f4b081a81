from django.db import models
from django.db.models import Count


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="orders"
    )
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


def guest(name: str) -> Customer:
    """A customer who only looks around."""
    return Customer(name=f"{name} (guest)")


def counts(customers: list[Customer]) -> list[int]:
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    order_counts_by_customer_id: dict[int, int] = {}
    for start in range(0, len(customer_ids), 1000):
        for customer_id, count in (
            Order.objects.filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by()
            .values_list("customer_id")
            .annotate(count=Count("pk"))
        ):
            order_counts_by_customer_id[customer_id] = count
    return [order_counts_by_customer_id.get(customer.id, 0) for customer in customers]
