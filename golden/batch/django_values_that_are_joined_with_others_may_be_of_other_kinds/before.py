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
    for key in Order.objects.values_list("customer_id", flat=True).union(
        Order.objects.values_list("total", flat=True)
    ):
        customer = Customer.objects.filter(pk=key).first()
        found.append(customer.email if customer is not None else "")
    return found
