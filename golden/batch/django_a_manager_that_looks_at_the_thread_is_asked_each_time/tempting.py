import threading

from django.db import models

wanted = threading.local()


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "shop"


class Wanted(models.Manager):
    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(status=wanted.status)


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    objects = Wanted()

    class Meta:
        app_label = "shop"


def totals(wishes: list[tuple[int, str]]) -> list[list[int]]:
    found = []
    wanted.status = wishes[0][1] if wishes else ""
    by = {}
    for order in Order.objects.filter(
        customer_id__in=[i for i, _ in wishes]
    ).order_by("id"):
        by.setdefault(order.customer_id, []).append(order)
    for customer_id, status in wishes:
        wanted.status = status
        found.append([order.total for order in by.get(customer_id, [])])
    return found
