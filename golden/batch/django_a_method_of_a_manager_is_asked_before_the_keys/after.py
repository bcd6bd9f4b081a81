from django.db import models
from django.db.models import Count


class OrderQueries(models.QuerySet):
    pass


class OrderManager(models.Manager):
    def open(self):
        return self.get_queryset().filter(status="open")


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

    objects = OrderManager()

    class Meta:
        app_label = "shop"


def per_customer() -> list[tuple[str, int]]:
    rows = []
    customers = Customer.objects.order_by("id")
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    order_counts_by_customer_id: dict[int, int] = {}
    for start in range(0, len(customer_ids), 1000):
        for customer_id, count in (
            Order.objects.open()
            .filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by()
            .values_list("customer_id")
            .annotate(count=Count("pk"))
        ):
            order_counts_by_customer_id[customer_id] = count
    for customer in customers:
        rows.append((customer.name, order_counts_by_customer_id.get(customer.id, 0)))
    return rows
