from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


def names() -> list[list[str]]:
    first = list(Order.objects.prefetch_related("customer").filter(total=1))
    second = list(Order.objects.prefetch_related("customer").filter(total=2))
    third = list(Order.objects.prefetch_related("customer").filter(total=3))
    for order in first:
        order.customer.name = order.customer.name.upper()
    return [[o.customer.name for o in rows] for rows in (first, second, third)]
