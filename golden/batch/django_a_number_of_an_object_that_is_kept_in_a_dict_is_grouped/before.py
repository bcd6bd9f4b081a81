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


def totals() -> dict[int, int]:
    found = {}
    for customer in Customer.objects.order_by("id"):
        result = customer.orders.filter(status="open").aggregate(Sum("total"))
        found[customer.pk] = result["total__sum"] or 0
    return found
