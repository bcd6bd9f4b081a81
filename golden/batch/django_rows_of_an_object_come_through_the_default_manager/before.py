from django.db import models


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
    for customer in customers:
        found.append(customer.orders.count())
    return found
