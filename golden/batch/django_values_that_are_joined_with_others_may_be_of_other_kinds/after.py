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


def emails() -> list[str]:
    found = []
    keys = Order.objects.values_list("customer_id", flat=True).union(
        Order.objects.values_list("total", flat=True)
    )
    customer_ids = list(dict.fromkeys(keys))
    customers_by_id = {}
    for start in range(0, len(customer_ids), 1000):
        for customer_row in Customer.objects.filter(
            id__in=customer_ids[start : start + 1000]
        ):
            customers_by_id[customer_row.id] = customer_row
    for key in keys:
        customer = customers_by_id.get(key)
        found.append(customer.email if customer is not None else "")
    return found
