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


def export() -> list[tuple[str, int]]:
    out = []
    orders = (
        Order.objects.filter(status="open").order_by("id").select_related("customer")
    )
    customer_ids = list(dict.fromkeys(order.customer_id for order in orders))
    orders_by_customer_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(customer_ids), 1000):
        for order_row in (
            Order.objects.filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by("id")
            .select_related("customer")
        ):
            orders_by_customer_id[order_row.customer_id].append(order_row)
    for order in orders:
        out.append((order.customer.name, 0))
        for other in orders_by_customer_id.get(order.customer_id, []):
            out.append((other.customer.name, other.total))
    return out
