from contextlib import suppress

from django.db import IntegrityError, models


class Order(models.Model):
    customer = models.CharField(max_length=50)
    total = models.IntegerField()
    status = models.CharField(max_length=20, default="open")

    class Meta:
        app_label = "shop"


class AuditLog(models.Model):
    order = models.OneToOneField(Order, on_delete=models.CASCADE)
    event = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


def place_order(customer: str) -> None:
    order = Order.objects.create(customer=customer, total=1)
    AuditLog.objects.create(order=order, event="placed")


def place_again(customer: str) -> None:
    place_order(customer)


def place_and_bill(customer: str) -> int:
    with suppress(IntegrityError):
        place_again(customer)
    return Order.objects.filter(customer=customer).update(status="billed")
