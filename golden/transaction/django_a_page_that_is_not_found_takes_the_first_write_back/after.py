from django.db import models, transaction
from django.shortcuts import get_object_or_404


class Order(models.Model):
    customer = models.CharField(max_length=50)
    total = models.IntegerField()
    status = models.CharField(max_length=20, default="open")

    class Meta:
        app_label = "shop"


class AuditLog(models.Model):
    order_id = models.IntegerField()
    event = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Receipt(models.Model):
    customer = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


def receipt_for(order_id: int) -> str:
    with transaction.atomic():
        AuditLog.objects.create(order_id=order_id, event="receipt asked for")
        order = get_object_or_404(Order, pk=order_id)
        Receipt.objects.create(customer=order.customer)
    return order.customer
