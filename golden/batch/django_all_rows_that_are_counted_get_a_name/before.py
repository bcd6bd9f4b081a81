from django.db import models
from django.db.models import Count


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="orders"
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField(null=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)

    class Meta:
        app_label = "shop"


def per_customer() -> list[dict]:
    customers = list(Customer.objects.order_by("id"))
    return [
        Order.objects.filter(customer=c).aggregate(rows=Count("*")) for c in customers
    ]
