from django.db import models


class Team(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"
        ordering = ["-total", "id"]


class Price(models.Model):
    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    product = models.IntegerField()
    cents = models.IntegerField(null=True)

    class Meta:
        app_label = "shop"
        unique_together = [("team", "product")]
        get_latest_by = "cents"


def open_orders() -> list[Order]:
    found = []
    for order in Order.objects.order_by("id"):
        if order.total > 10 and order.customer.email:
            found.append(order)
        else:
            found.append(order)
    return found
