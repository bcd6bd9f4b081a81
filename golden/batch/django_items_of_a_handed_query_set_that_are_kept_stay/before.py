from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


def named(orders):
    found = []
    for order in orders:
        found.append(order)
        if order.status == "open":
            order.status = order.customer.name
    return found


def open_orders():
    return named(Order.objects.order_by("id"))
