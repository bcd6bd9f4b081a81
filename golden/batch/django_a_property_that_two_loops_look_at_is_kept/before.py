from django.db import models
from django.utils.functional import cached_property


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"

    @cached_property
    def paid(self) -> int:
        return self.orders.filter(status="paid").count()

    @property
    def label(self) -> str:
        return f"{self.name}: {self.paid}"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


def report() -> list[int]:
    customers = Customer.objects.order_by("id")
    found = []
    for customer in customers:
        found.append(customer.paid)
    return [*found, *[one.paid for one in customers]]
