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
    for customer_id, numbers in totals.items():
        customer = Customer.objects.filter(pk=customer_id).first()
        if customer is not None:
            found.append((customer.email, sum(numbers)))
    return found
