from celery import shared_task
from django.db import models


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


outbox: list[tuple[int, int]] = []


@shared_task
def notify(order_id: int) -> None:
    outbox.append((order_id, Order.objects.filter(pk=order_id).count()))


def place_order(customer: str, total: int) -> int:
    order = Order.objects.create(customer=customer, total=total)
    notify.delay(order.pk)
    AuditLog.objects.create(order=order, event="placed")
    return order.pk
