from django.db import models


class Order(models.Model):
    customer = models.CharField(max_length=50)
    status = models.CharField(max_length=20, default="open")

    class Meta:
        app_label = "shop"


class AuditLog(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    event = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "shop"


def close_all(orders: list[Order]):
    yield len(orders)
    Order.objects.filter(status="open").update(status="closed")
    AuditLog.objects.create(order=orders[0], event="closed")
