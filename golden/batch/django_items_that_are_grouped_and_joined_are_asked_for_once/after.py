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


def names() -> list[tuple[str, int]]:
    found = []
    orders = Order.objects.order_by("id").select_related("customer")
    totals = list(dict.fromkeys(order.total for order in orders))
    order_counts_by_total: dict[int, int] = {}
    for start in range(0, len(totals), 1000):
        for total, count in (
            Order.objects.filter(total__in=totals[start : start + 1000])
            .order_by()
            .values_list("total")
            .annotate(count=Count("pk"))
        ):
            order_counts_by_total[total] = count
    for order in orders:
        same = order_counts_by_total.get(order.total, 0)
        found.append((order.customer.name, same))
    return found
