from django.db import models


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)

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


def labels(customers: list[Customer]) -> list[str]:
    found = []
    for customer in customers:
        customer.email = f"to {customer.id}"
        for order in customer.orders.order_by("id"):
            found.append(f"{order.customer.email}: {order.total}")
    return found
