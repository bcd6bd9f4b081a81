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
