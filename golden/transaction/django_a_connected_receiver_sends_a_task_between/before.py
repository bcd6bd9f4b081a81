from celery import shared_task
from django.db import models
from django.db.models.signals import post_save


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


seen: list[int] = []


@shared_task
def pack(order_id: int) -> None:
    seen.append(order_id)


def on_order(sender: type[Order], instance: Order, **kwargs: object) -> None:
    pack.delay(instance.pk)


post_save.connect(on_order, sender=Order)


def place_order(customer: str, total: int) -> int:
    order = Order.objects.create(customer=customer, total=total)
    AuditLog.objects.create(order=order, event="placed")
    return order.pk
