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
    for customer_id in ids:
        found.append(Customer.objects.get(pk=customer_id).email)
    return found
