from collections import defaultdict

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


def export() -> list[tuple[int, str]]:
    out = []
    orders = Order.objects.filter(status="open").order_by("id")
    order_ids = list(dict.fromkeys(order.id for order in orders))
    lines_by_order_id: defaultdict[int, list[Line]] = defaultdict(list)
    for start in range(0, len(order_ids), 1000):
        for line_row in Line.objects.filter(
            order_id__in=order_ids[start : start + 1000]
        ).select_related("product"):
            lines_by_order_id[line_row.order_id].append(line_row)
    for order in orders:
        for line in lines_by_order_id.get(order.id, []):
            out.append((order.total, line.product.name))
    return out
