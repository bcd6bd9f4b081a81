from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce
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


def totals() -> dict[int, int]:
    found = {}
    customers = Customer.objects.order_by("id")
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    order_numbers_by_customer_id = {}
    for start in range(0, len(customer_ids), 1000):
        for row in (
            Order.objects.filter(
                customer_id__in=customer_ids[start : start + 1000], status="open"
            )
            .order_by()
            .values_list("customer_id")
            .annotate(Sum("total"))
        ):
            order_numbers_by_customer_id[row[0]] = {"total__sum": row[1]}
    for customer in customers:
        result = order_numbers_by_customer_id.get(customer.id, {"total__sum": None})
        found[customer.pk] = result["total__sum"] or 0
    return found
