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


def log(order_id: int, event: str) -> str:
    AuditLog.objects.filter(order_id=order_id).update(event="old")
    try:
        customer = Order.objects.get(pk=order_id).customer
    except Order.DoesNotExist:
        return "nobody"
    AuditLog.objects.create(order_id=order_id, event=f"{event} of {customer}")
    return customer
