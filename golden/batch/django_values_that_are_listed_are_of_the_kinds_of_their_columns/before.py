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
    found = []
    for customer_id, total in Order.objects.order_by("id").values_list(
        "customer", "total"
    ):
        found.append((Customer.objects.get(pk=customer_id).email, total))
    return found
