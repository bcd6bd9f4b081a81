from django.db import models
from django.db.models import Count


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "shop"


class Open(models.Manager):
    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().exclude(status="gone")


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    everything = models.Manager()
    objects = Open()

    class Meta:
        app_label = "shop"


def counts(customers: list[Customer]) -> list[int]:
    found = []
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    order_counts_by_customer_id: dict[int, int] = {}
    for start in range(0, len(customer_ids), 1000):
        for customer_id, count in (
            Order.everything.filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by()
            .values_list("customer_id")
            .annotate(count=Count("pk"))
        ):
            order_counts_by_customer_id[customer_id] = count
    for customer in customers:
        found.append(order_counts_by_customer_id.get(customer.id, 0))
    return found
