from collections.abc import Iterator

from django.db import models, transaction


class Order(models.Model):
    customer = models.CharField(max_length=50)
    total = models.IntegerField()
    status = models.CharField(max_length=20, default="open")

    class Meta:
        app_label = "shop"


class AuditLog(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    event = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


def import_orders(totals: list[int]) -> Iterator[int]:
    for total in totals:
        with transaction.atomic():
            order = Order.objects.create(customer="ann", total=total)
            yield order.pk
            AuditLog.objects.create(order=order, event="imported")
