from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce
from django.db import models


class OrderQueries(models.QuerySet):
    def open(self):
        return self.filter(status="open")

    def of(self, customer):
        return self.filter(customer=customer)


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="orders"
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    objects = OrderQueries.as_manager()

    class Meta:
        app_label = "shop"


def report() -> list[tuple[str, int, int | None]]:
    rows = []
    for customer in Customer.objects.order_by("id"):
        stats = Order.objects.filter(customer=customer).aggregate(n=Count("id") + 1)
        rows.append((customer.name, stats["n"], 0))
    return rows
