from django.db import models
from django.db.models import Count


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


def siblings() -> list[tuple[int, int]]:
    found = []
    orders = Order.objects.select_related("customer").order_by("id")
    customer_ids = list(dict.fromkeys(order.customer_id for order in orders))
    order_counts_by_customer_id: dict[int, int] = {}
    for start in range(0, len(customer_ids), 1000):
        for customer_id, count in (
            Order.objects.filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by()
            .values_list("customer_id")
            .annotate(count=Count("pk"))
        ):
            order_counts_by_customer_id[customer_id] = count
    for order in orders:
        found.append(
            (order.total, order_counts_by_customer_id.get(order.customer_id, 0))
        )
    return found


def alike() -> list[tuple[int, bool]]:
    found = []
    orders = Order.objects.order_by("id")
    customer_ids = list(dict.fromkeys(order.customer_id for order in orders))
    customer_ids_with_orders: set[int] = set()
    for start in range(0, len(customer_ids), 1000):
        for customer_id in (
            Order.objects.filter(
                customer_id__in=customer_ids[start : start + 1000], status="paid"
            )
            .order_by()
            .values_list("customer_id", flat=True)
            .distinct()
        ):
            customer_ids_with_orders.add(customer_id)
    for order in orders:
        found.append((order.total, order.customer_id in customer_ids_with_orders))
    return found
