from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="orders"
    )
    number = models.IntegerField(unique=True)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


def amounts(customer: Customer) -> list[list[int]]:
    found = []
    for total in [1, 2, 3]:
        orders = customer.orders.filter(total=total).order_by("number")
        found.append([order.number for order in orders])
    return found


def numbers(customer: Customer) -> list[int]:
    first = customer.orders.filter(total=1).count()
    second = customer.orders.filter(total=2).count()
    third = customer.orders.filter(total=3).count()
    return [first, second, third]
