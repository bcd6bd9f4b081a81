from collections import defaultdict
from collections.abc import Iterable

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


class Product(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"


def lines_of(order_id: int):
    return Line.objects.filter(order_id=order_id).order_by("id")


def lines_of_by_order_ids(order_ids: Iterable[int]):
    """Answer `lines_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(order_ids))
    lines_by_order_id = defaultdict(list)
    for start in range(0, len(keys), 1000):
        for line in Line.objects.filter(
            order_id__in=keys[start : start + 1000]
        ).order_by("id"):
            lines_by_order_id[line.order_id].append(line)
    return lines_by_order_id


def export() -> list[tuple[int, str]]:
    out = []
    orders = Order.objects.filter(status="open").order_by("id")
    order_ids = list(dict.fromkeys(order.id for order in orders))
    lines_by_order_id = lines_of_by_order_ids(order_ids)
    for order in orders:
        for line in lines_by_order_id.get(order.id, []):
            out.append((order.total, line.product.name))
    return out
