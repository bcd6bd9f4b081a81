from django.db import models
from django.db.models import Count
from django.utils.functional import cached_property


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"

    @cached_property
    def paid(self) -> int:
        return self.orders.filter(status="paid").count()

    @property
    def label(self) -> str:
        return f"{self.name}: {self.paid}"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


def report() -> list[tuple[str, int]]:
    found = []
    customers = Customer.objects.order_by("id")
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    order_counts_by_customer_id: dict[int, int] = {}
    for start in range(0, len(customer_ids), 1000):
        for customer_id, count in (
            Order.objects.filter(
                customer_id__in=customer_ids[start : start + 1000], status="paid"
            )
            .order_by()
            .values_list("customer_id")
            .annotate(count=Count("pk"))
        ):
            order_counts_by_customer_id[customer_id] = count
    for customer in customers:
        found.append((customer.name, order_counts_by_customer_id.get(customer.id, 0)))
    return found


def numbers() -> dict[str, int]:
    customers = Customer.objects.order_by("id")
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    order_counts_by_customer_id: dict[int, int] = {}
    for start in range(0, len(customer_ids), 1000):
        for customer_id, count in (
            Order.objects.filter(
                customer_id__in=customer_ids[start : start + 1000], status="paid"
            )
            .order_by()
            .values_list("customer_id")
            .annotate(count=Count("pk"))
        ):
            order_counts_by_customer_id[customer_id] = count
    return {
        customer.name: order_counts_by_customer_id.get(customer.id, 0)
        for customer in customers
    }
