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


def names(orders):
    rows = orders.select_for_update().count()
    return rows, [order.customer.name for order in orders]


def open_orders():
    return names(Order.objects.filter(status="open"))


def all_orders():
    orders = Order.objects.order_by("id")
    found = listed(orders)
    return found, orders.values("id")


def listed(orders):
    return [order.customer.name for order in orders]


def with_number():
    orders = Order.objects.order_by("id")
    return listed(orders), orders.count()


def again_and_again(times: int):
    orders = Order.objects.order_by("id")
    return [listed(orders) for _ in range(times)]


def at_once():
    return listed(list(Order.objects.order_by("id")))
