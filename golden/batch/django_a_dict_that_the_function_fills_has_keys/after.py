from django.db import models


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


def emails() -> list[tuple[str, int]]:
    totals = {}
    for order in Order.objects.order_by("id"):
        totals.setdefault(order.customer_id, []).append(order.total)
    found = []
    customer_ids = list(
        dict.fromkeys(customer_id for customer_id, numbers in totals.items())
    )
    customers_by_id: dict[int, Customer] = {}
    for start in range(0, len(customer_ids), 1000):
        for customer_row in Customer.objects.filter(
            id__in=customer_ids[start : start + 1000]
        ):
            customers_by_id[customer_row.id] = customer_row
    for customer_id, numbers in totals.items():
        customer = customers_by_id.get(customer_id)
        if customer is not None:
            found.append((customer.email, sum(numbers)))
    return found
