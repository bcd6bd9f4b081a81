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
    ids = []
    for order in Order.objects.order_by("id"):
        if order.total > 0:
            ids.append(order.customer_id)
    found = []
    customer_ids = list(dict.fromkeys(ids))
    customers_by_id: dict[int, Customer] = {}
    for start in range(0, len(customer_ids), 1000):
        for customer in Customer.objects.filter(
            id__in=customer_ids[start : start + 1000]
        ):
            customers_by_id[customer.id] = customer
    for customer_id in ids:
        if customer_id not in customers_by_id:
            raise Customer.DoesNotExist("Customer matching query does not exist.")
        found.append(customers_by_id[customer_id].email)
    return found
