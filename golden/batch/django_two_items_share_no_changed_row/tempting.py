from django.db import models


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


def mark(orders: list[Order]) -> list[Customer]:
    found = []
    by = Customer.objects.in_bulk([order.customer_id for order in orders])
    for order in orders:
        customer = by[order.customer_id]
        customer.email = f"{order.id}"
        found.append(customer)
    return found
